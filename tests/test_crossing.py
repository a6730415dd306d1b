from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from prodlint.crossing import crossing_of
from prodlint.rulebook.folder import bundled_folder
from prodlint.rulebook.load import load_vocabulary
from prodlint.rulebook.model import FAMILIES
from prodlint.vocabulary import Vocabulary

FILES = load_vocabulary(bundled_folder() / "vocabulary")
VOCABULARIES = {family: Vocabulary(family, FILES) for family in FAMILIES}


def bases(family: str, text: str) -> set[str]:
    return set(crossing_of(text.encode(), VOCABULARIES[family]).bases)


def handled(family: str, text: str) -> set[str]:
    return set(crossing_of(text.encode(), VOCABULARIES[family]).handled)


@pytest.mark.parametrize(
    ("family", "text", "expected"),
    [
        ("python", "class Shop(Store): ...", {"Store"}),
        ("python", "class Shop(base.Store, Mixin):\n    pass", {"Store", "Mixin"}),
        ("python", "class Shop(\n    Store,\n    Generic[Row],\n): ...", {"Store", "Generic", "Row"}),
        ("python", "class Shop(Store, metaclass=ABCMeta): ...", {"Store", "ABCMeta"}),
        ("ecmascript", "class Shop extends Store {}", {"Store"}),
        ("ecmascript", "export default class extends React.Component<Props> {}", {"React", "Component"}),
        ("ecmascript", "class Shop implements Store, Closing {", {"Store", "Closing"}),
        ("ecmascript", "class Shop extends Store implements Closing {", {"Store", "Closing"}),
        ("swift", "class Shop: Store {", {"Store"}),
        ("swift", "final class Shop: Store, Closing {", {"Store", "Closing"}),
        ("swift", "struct Shop<Row: Codable>: Store {", {"Store"}),
        ("swift", "extension Shop: Store where Row: Codable {", {"Store"}),
        ("swift", "protocol Shop: AnyObject {", {"AnyObject"}),
        ("swift", "actor Shop: Store {", {"Store"}),
    ],
)
def test_the_types_that_are_inherited_from_are_named(family: str, text: str, expected: set[str]) -> None:
    assert expected <= bases(family, text)


@pytest.mark.parametrize(
    ("family", "text"),
    [
        ("python", "class Shop:\n    def run(self, store): ..."),
        ("python", "shop = Shop(store)"),
        ("ecmascript", "class Shop { run(store) {} }"),
        ("ecmascript", "const shop = new Shop(store)"),
        ("swift", "class Shop { var name = 1 }"),
        ("swift", "let shop: Shop = Shop()"),
    ],
)
def test_a_type_without_bases_names_none(family: str, text: str) -> None:
    assert bases(family, text) == set()


@pytest.mark.parametrize(
    ("family", "text", "expected"),
    [
        ("python", "self.save_button.clicked.connect(self.save)", {"save_button"}),
        ("python", "save_button.clicked.connect(save)", {"save_button"}),
        ("python", "self.ui.saveButton.clicked.connect(self.save)", {"saveButton"}),
        ("python", "save_button.config(command=save)", {"save_button"}),
        ("python", "self.save_button.bind('<Button-1>', self.save)", {"save_button"}),
        ("python", "def on_save_clicked(self): ...", set()),
        ("ecmascript", "document.getElementById('save').addEventListener('click', save)", {"save"}),
        ("ecmascript", 'document.querySelector("#save").onclick = save', {"save"}),
        ("ecmascript", "saveButton.addEventListener('click', save)", {"saveButton"}),
        ("ecmascript", "this.saveButton?.addEventListener('click', save)", {"saveButton"}),
        ("ecmascript", "$('#save').on('click', save)", {"save"}),
        ("ecmascript", "$('.save').click(save)", {"save"}),
        ("swift", "saveButton.addTarget(self, action: #selector(save), for: .touchUpInside)", {"saveButton"}),
        ("swift", "self.saveButton.addTarget(self, action: #selector(save), for: .touchUpInside)", {"saveButton"}),
        ("swift", "view.saveButton.addAction(action, for: .touchUpInside)", {"saveButton"}),
        ("swift", "saveButton?.addGestureRecognizer(tap)", {"saveButton"}),
    ],
)
def test_what_gets_a_handler_is_named(family: str, text: str, expected: set[str]) -> None:
    assert expected <= handled(family, text)


def test_a_slot_that_is_connected_by_its_name_names_its_button() -> None:
    assert "saveButton" in handled("python", "def helper(): ...\nclass Form:\n    x.on_saveButton_clicked\n")
    assert "saveButton" in handled("python", "    def on_saveButton_clicked(self): ...")


@pytest.mark.parametrize("family", FAMILIES)
def test_the_object_itself_is_no_receiver(family: str) -> None:
    text = "self.addTarget(a)\nthis.addEventListener(a)\nself.connect(a)\nself.bind(a)\n"
    assert not {"self", "this", ""} & handled(family, text)


@pytest.mark.parametrize("family", FAMILIES)
def test_an_empty_file_crosses_nothing(family: str) -> None:
    assert crossing_of(b"", VOCABULARIES[family]).bases == ()
    assert crossing_of(b"", VOCABULARIES[family]).handled == ()


@pytest.mark.parametrize(
    ("family", "text", "expected"),
    [
        ("python", "class B(Z, A): ...\nclass C(A): ...", ("A", "Z")),
        ("ecmascript", "class B extends Z {}\nclass C extends A {}\nclass D extends Z {}", ("A", "Z")),
        ("swift", "class B: Z {\nclass C: A {\nclass D: Z {", ("A", "Z")),
    ],
)
def test_names_are_sorted_and_stand_once(family: str, text: str, expected: tuple[str, ...]) -> None:
    assert crossing_of(text.encode(), VOCABULARIES[family]).bases == expected


@pytest.mark.parametrize("family", FAMILIES)
@given(raw=some.binary(max_size=80), between=some.sampled_from([b"class A(", b".addTarget", b"$('", b"extends ", b".connect("]))
def test_any_bytes_can_be_read(family: str, raw: bytes, between: bytes) -> None:
    crossing = crossing_of(raw + between + raw, VOCABULARIES[family])
    assert list(crossing.handled) == sorted(set(crossing.handled))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<Card onSave={save} />", ("Card.onSave",)),
        ('<Card\n  title="a"\n  onSave={() => save()}\n  onOpen={open}>', ("Card.onOpen", "Card.onSave")),
        ("<div onClick={go} />", ()),
        ("<Card />; const onSave = {}", ()),
        ("<Card /><div onClick={go} />", ()),
        ("<Card icon={<Star onTap={tap} />} />", ("Star.onTap",)),
    ],
)
def test_handlers_that_components_are_given_cross_files(text: str, expected: tuple[str, ...]) -> None:
    assert crossing_of(text.encode(), VOCABULARIES["ecmascript"]).given == expected

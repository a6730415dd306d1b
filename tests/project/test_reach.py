from __future__ import annotations

from prodlint.project.reach import Part, reach_of

NONE: dict[str, frozenset[str]] = {}


def unreached(files: dict[str, tuple[str, ...]], entries: set[str], **roles: str) -> set[str]:
    """The unreached ones of these files; `roles` by the stem of a file, product for the others."""
    stems = {path: path.rpartition("/")[2].partition(".")[0] for path in files}
    parts = {
        path: Part(role=roles.get(stems[path], "product"), imports=found, is_python=path.endswith(".py"))
        for path, found in files.items()
    }
    return set(reach_of(parts, entries, NONE).unreached)


def test_what_nothing_imports_is_unreached() -> None:
    files = {"src/main.ts": ("from ./cart",), "src/cart.ts": (), "src/old.ts": ("from ./cart",)}
    assert unreached(files, {"src/main.ts"}) == {"src/old.ts"}


def test_a_barrel_reaches_what_it_hands_on() -> None:
    files = {"src/main.ts": ("from @/cart",), "src/cart/index.ts": ("from ./total.js",), "src/cart/total.ts": ()}
    assert unreached(files, {"src/main.ts"}) == set()


def test_an_alias_may_stand_for_any_folder() -> None:
    files = {"src/main.ts": ("from @ui/Button",), "src/components/Button.tsx": (), "src/Link.tsx": ()}
    assert unreached(files, {"src/main.ts"}) == {"src/Link.tsx"}


def test_a_test_brings_nothing_into_what_ships() -> None:
    files = {"src/main.ts": ("from ./cart",), "src/cart.ts": (), "src/fake.ts": (), "src/a.test.ts": ("from ./fake",)}
    assert unreached(files, {"src/main.ts", "src/a.test.ts"}, a="test") == {"src/fake.ts"}


def test_what_only_tests_import_is_told() -> None:
    parts = {
        "main.py": Part(role="product", imports=("from cart total",), is_python=True),
        "cart.py": Part(role="product", is_python=True),
        "fake.py": Part(role="product", is_python=True),
        "test_cart.py": Part(role="test", imports=("from fake Fake", "from cart total"), is_python=True),
    }
    assert reach_of(parts, {"main.py"}, NONE).only_tested == {"fake.py"}


def test_a_folder_imported_at_run_time_is_reached() -> None:
    files = {"src/main.ts": ("below ./pages/", "from ./cart"), "src/cart.ts": (), "src/pages/a/Home.vue": (), "src/old.vue": ()}
    assert unreached(files, {"src/main.ts"}) == {"src/old.vue"}


def test_nothing_is_unreached_where_only_a_run_can_tell() -> None:
    files = {"main.py": ("from cart total",), "cart.py": ("open",), "old.py": ()}
    assert unreached(files, {"main.py"}) == set()


def test_tools_import_nothing_of_the_product_unseen() -> None:
    files = {"vite.config.ts": ("open",), "src/main.ts": ("from ./cart",), "src/cart.ts": (), "src/old.ts": ()}
    assert unreached(files, {"vite.config.ts", "src/main.ts"}, vite="tool-config") == {"src/old.ts"}


def test_nothing_is_unreached_where_imports_explain_little() -> None:
    files = {"main.py": ("from cart total",), "cart.py": (), "one.py": (), "two.py": (), "three.py": ()}
    assert unreached(files, {"main.py"}) == set()


def test_nothing_is_unreached_where_no_entry_imports_anything() -> None:
    assert unreached({"main.py": ("from os path",), "old.py": ()}, {"main.py"}) == set()


def test_a_python_module_brings_the_packages_around_it() -> None:
    files = {
        "main.py": ("from shop.cart total",),
        "shop/__init__.py": ("from .setup begin",),
        "shop/cart.py": (),
        "shop/setup.py": (),
    }
    assert unreached(files, {"main.py"}) == set()


def test_a_relative_import_names_modules_of_its_package() -> None:
    files = {"main.py": ("from shop.api app",), "shop/api.py": ("from . cart",), "shop/cart.py": (), "shop/old.py": ()}
    assert unreached(files, {"main.py"}) == {"shop/old.py"}


def test_a_text_may_name_a_module() -> None:
    files = {
        "main.py": ("from settings APPS",),
        "settings.py": ("named shop.cart.Cart",),
        "shop/cart.py": (),
        "shop/old.py": (),
    }
    assert unreached(files, {"main.py"}) == {"shop/old.py"}


def test_a_suffix_inside_a_name_is_no_hindrance() -> None:
    files = {
        "src/main.ts": ("from $lib/state.svelte", "from ./Cart.web"),
        "src/lib/state.svelte.ts": (),
        "src/Cart.web.tsx": (),
    }
    assert unreached(files, {"src/main.ts"}) == set()

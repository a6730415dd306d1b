from __future__ import annotations

import pytest

from prodlint.imports import imports_of
from prodlint.rulebook.folder import bundled_folder
from prodlint.rulebook.load import load_vocabulary
from prodlint.rulebook.model import FAMILIES
from prodlint.vocabulary import Vocabulary

FILES = load_vocabulary(bundled_folder() / "vocabulary")
VOCABULARIES = {family: Vocabulary(family, FILES) for family in FAMILIES}


def imports(family: str, text: str) -> set[str]:
    return set(imports_of(text.encode(), VOCABULARIES[family]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import { a } from './cart';\nexport {};", {"from ./cart"}),
        ("import {\n  a,\n  b,\n} from '@/lib/cart';\nexport {};", {"from @/lib/cart"}),
        ("import './polyfills';\nexport {};", {"from ./polyfills"}),
        ("export * from './cart';", {"from ./cart"}),
        ("export const a = require('../cart');", {"from ../cart"}),
        ("export const Page = lazy(() => import('./Page'));", {"from ./Page"}),
        ("export const a = () => import(/* webpackChunkName: \"a\" */ './a');", {"from ./a"}),
        ("export const page = (name) => import(`./pages/${name}`);", {"below ./pages/"}),
        ("export const pages = import.meta.glob('./pages/**/*.vue');", {"below ./pages/"}),
        ("export const all = require.context('./svg', true, /svg$/);", {"below ./svg/"}),
        ("export const load = (name) => import(name);", {"open"}),
        ("export const all = [__dirname + '/**/*.entity.ts'];", {"named .entity.ts", "open"}),
        ("export const job = new Worker(new URL('./job.ts', import.meta.url));", {"named job.ts"}),
        ("// import { a } from './cart';\nexport {};", set()),
        ("export const load = (store) => store.import(name);", set()),
        ("console.log('runs');", {"runs"}),
        ("<template><p /></template>", set()),
    ],
)
def test_what_a_script_imports(text: str, expected: set[str]) -> None:
    assert imports("ecmascript", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import shop.cart, shop.order as order", {"from shop.cart", "from shop.order"}),
        ("from shop.cart import total, Row", {"from shop.cart total Row"}),
        ("from .cart import (\n    total,  # all of it\n    Row,\n)", {"from .cart total Row"}),
        ("def load():\n    from . import cart", {"from . cart"}),
        ("APPS = ['shop.cart', 'shop.order:app']", {"named shop.cart", "named shop.order"}),
        ("def start():\n    run(['python', 'jobs/nightly.py'])", {"named nightly.py"}),
        ("def load(name):\n    return import_module(name)", {"open"}),
        ("def load(name):\n    return import_module(f'shop.{name}')", {"open"}),
        ("def load(name):\n    return import_module('shop.' + name)", {"open"}),
        ("def load():\n    return import_module('shop.cart')", {"named shop.cart"}),
        ("def main(): ...\n\n\nif __name__ == '__main__':\n    main()", {"runs"}),
        ("app = FastAPI()\n\n\ndef home(): ...", {"runs"}),
        ("import csv\n\nrows = csv.reader(file)\n", {"from csv", "runs"}),
        ("ROWS = [1, 2]\n", set()),
        ("# from shop import cart", set()),
    ],
)
def test_what_a_python_file_imports(text: str, expected: set[str]) -> None:
    assert imports("python", text) == expected


def test_swift_files_import_no_files() -> None:
    assert imports("swift", "import SwiftUI\n") == set()

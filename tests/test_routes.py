from __future__ import annotations

from pathlib import Path

import pytest

from running import check_json

SHOP = """
from flask import Blueprint, Flask, redirect, url_for

app = Flask(__name__)
admin = Blueprint("admin", __name__)


@app.route("/orders")
def orders():
    return render(rows())


@admin.route(
    "/desk",
    methods=["GET"],
)
async def desk():
    return render(rows())
"""


def navigating(call: str) -> str:
    return f"from flask import redirect, url_for\n\n\ndef leave():\n    return redirect({call})\n"


def rules(folder: Path, call: str, **others: str) -> list[str]:
    (folder / "shop.py").write_text(SHOP)
    (folder / "leave.py").write_text(navigating(call))
    for name, text in others.items():
        (folder / f"{name}.py").write_text(text)
    return check_json(folder, "--no-cache", "--select", "dead-navigation").rules


@pytest.mark.parametrize("call", ["url_for('overview')", "url_for('admin.overview')", "url_for('.overview')"])
def test_a_name_that_no_route_of_any_file_has_is_found(call: str, tmp_path: Path) -> None:
    assert rules(tmp_path, call) == ["dead-navigation"]


@pytest.mark.parametrize(
    "call", ["url_for('orders')", "url_for('admin.desk')", "url_for('security.login')", "url_for('static')", "url_for(name)"]
)
def test_names_of_routes_in_other_files_and_of_extensions_are_silent(call: str, tmp_path: Path) -> None:
    assert rules(tmp_path, call) == []


def test_a_name_given_to_the_route_counts(tmp_path: Path) -> None:
    assert rules(tmp_path, "url_for('overview')", more="app.add_url_rule('/o', endpoint='overview', view_func=show)\n") == []


def test_routes_made_at_run_time_silence_the_project(tmp_path: Path) -> None:
    assert rules(tmp_path, "url_for('overview')", more="api.add_resource(Overview, '/o')\n# @app.route(\n") == []


@pytest.mark.parametrize(("target", "found"), [("/overview", 1), ("/orders?page=2", 0), ("/", 0), ("/api/rows", 0)])
def test_a_path_is_dead_when_no_route_begins_like_it(target: str, found: int, tmp_path: Path) -> None:
    more = "@app.route('/customers')\ndef customers():\n    return rows()\n"
    assert len(rules(tmp_path, f"'{target}'", more=more)) == found


def test_a_route_for_any_path_silences_paths(tmp_path: Path) -> None:
    more = "@app.route('/<path:page>')\ndef page(page):\n    return show(page)\n\n\n@app.route('/x')\ndef x(): ...\n"
    assert rules(tmp_path, "'/overview'", more=more) == []


def test_pages_that_a_browser_routes_to_silence_paths(tmp_path: Path) -> None:
    (tmp_path / "Page.tsx").write_text("export const Page = () => <p>Orders</p>;\n")
    more = "@app.route('/customers')\ndef customers():\n    return rows()\n"
    assert rules(tmp_path, "'/overview'", more=more) == []

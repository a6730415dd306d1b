from __future__ import annotations

import pytest
from test_ecmascript import facts

from prodlint.fact import Navigation, Presentation, Route

ROUTER = 'import { Route } from "react-router-dom";\n'


def routes(text: str) -> list[tuple[str, str]]:
    return [(each.whole, each.form) for each in facts(ROUTER + text, Route)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('const a = <Route path="/x" element={<X />} />;', [("/x", "page")]),
        ('const a = <Route path="/x"><Route path="y" element={<Y />} /></Route>;', [("/x", "page"), ("/x/y", "nested")]),
        ('const a = <Route path="/x"><Route index element={<Y />} /></Route>;', [("/x", "page"), ("/x", "nested")]),
        ("const a = <Route path={paths.x} element={<X />} />;", [("{}", "computed")]),
        ('const X = "/x"; const a = <Route path={X} element={<X />} />;', [("/x", "page")]),
        ('const a = <Route path="*" element={<NotFound />} />;', [("*", "catch-all")]),
        ('const a = <Route path="/x/*" element={<Frame />} />;', [("/x/*", "prefix")]),
        ('const a = <PrivateRoute path="/x" component={X} />;', [("/x", "page")]),
        ("const a = <PrivateRoute component={X} />;", []),
        ('useRoutes([{ path: "/x", children: [{ path: "y", element: <Y /> }] }]);', [("/x", "page"), ("/x/y", "nested")]),
        ('export const rows = [{ path: "y", element: <Y /> }];', [("…/y", "nested")]),
        ('const rows = [{ path: "y", size: 3 }];', []),
    ],
)
def test_routes_have_their_whole_path(text: str, expected: list[tuple[str, str]]) -> None:
    assert routes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('const a = <Link to="/x">Go</Link>;', ["/x"]),
        ("const a = <Link to={`/x/${id}`}>Go</Link>;", ["/x/{}"]),
        ('const a = <Link to={{ pathname: "/x" }}>Go</Link>;', ["/x"]),
        ('const a = <Link to="x">Go</Link>;', []),
        ('const a = <a href="//cdn.example.org/x">Go</a>;', []),
        ('const a = <a href="/x" download>Get</a>;', []),
        ('navigate("/x", { replace: true });', ["/x"]),
        ('window.location.href = "/x";', ["/x"]),
        ("navigate(-1);", []),
        ("navigate(target);", []),
    ],
)
def test_literal_destinations_are_navigation(text: str, expected: list[str]) -> None:
    assert [each.target for each in facts(text, Navigation)] == expected


@pytest.mark.parametrize(
    ("initial", "use", "expected"),
    [
        ("false", "setOpen(false)", "never"),
        ("false", "setOpen(true)", "state"),
        ("false", "setOpen((is) => !is)", "state"),
        ("false", "register(setOpen)", "unknown"),
        ("true", "setOpen(false)", "initially"),
    ],
)
def test_what_opens_a_dialog_is_seen(initial: str, use: str, expected: str) -> None:
    dialog = f"<Dialog open={{open}} onClose={{() => {use}}} />"
    text = f"const Card = () => {{ const [open, setOpen] = useState({initial}); return {dialog}; }};"
    assert [each.opened for each in facts(text, Presentation)] == [expected]

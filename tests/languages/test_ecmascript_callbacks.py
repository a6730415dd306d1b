"""What becomes of the handlers that a component takes."""

from __future__ import annotations

import pytest
from test_ecmascript import facts

from prodlint.fact import Callback


def taken(code: str) -> dict[str, str]:
    """Handler → what becomes of it, in a TSX file."""
    return {f"{fact.owner}.{fact.name}": fact.used for fact in facts(code, Callback)}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("const A = ({ onGo }) => <b onClick={onGo} />;", {"A.onGo": "used"}),
        ("const A = ({ onGo }) => <b />;", {"A.onGo": "dropped"}),
        ("const A = ({ onGo = () => {} }) => <b />;", {"A.onGo": "dropped"}),
        ("const A = ({ onGo: go }) => <b onClick={go} />;", {"A.onGo": "used"}),
        ("const A = ({ onGo: go }) => <b />;", {"A.onGo": "dropped"}),
        ("const A = ({ onGo: _onGo }) => <b />;", {"A.onGo": "used"}),
        ("const A = ({ onGo, onStop = onGo }) => <b onClick={onStop} />;", {"A.onGo": "used", "A.onStop": "used"}),
        ("const A = ({ onGo }) => <b>{/* <i onClick={onGo} /> */}</b>;", {"A.onGo": "dropped"}),
        ("const A = ({ onGo }: { onGo: () => void }) => <b />;", {"A.onGo": "dropped"}),
        ("const A = ({ a }: { a: string; onGo?: () => void }) => <b />;", {"A.onGo": "dropped"}),
        ("const A = ({ a, ...rest }: { a: string; onGo?: () => void }) => <b {...rest} />;", {}),
        ("type P = { onGo(): void };\nfunction A(props: P) { return <b onClick={props.onGo} />; }", {"A.onGo": "used"}),
        ("type P = { onGo(): void };\nfunction A(props: P) { return <b>{props.a}</b>; }", {"A.onGo": "dropped"}),
        ("type P = { onGo(): void };\nfunction A(props: P) { return <B {...props} />; }", {}),
        ("interface P extends Q { onGo(): void }\nconst A: FC<P> = memo(({ a }) => <b />);", {"A.onGo": "dropped"}),
        ("const A = forwardRef(({ onGo }, ref) => <b ref={ref} />);", {"A.onGo": "dropped"}),
        ("const useA = ({ onGo }) => <b />;", {}),
        ("const A = ({ onGo }) => 3;", {}),
        ("const A = ({ title, once }) => <b />;", {}),
        ("const A = () => <b />;", {}),
    ],
)
def test_a_component_uses_or_drops_the_handlers_it_takes(code: str, expected: dict[str, str]) -> None:
    assert taken(code) == expected

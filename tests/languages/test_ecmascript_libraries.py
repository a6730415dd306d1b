"""Controls of component libraries: what an element is depends on where its name is imported from."""

from __future__ import annotations

import pytest
from test_ecmascript import facts

from prodlint.fact import Control


def controls(imports: str, markup: str) -> list[Control]:
    return facts(f"{imports}\nexport const Page = () => <section>{markup}</section>;", Control)


def seen(imports: str, markup: str) -> tuple[str, str, str]:
    found = controls(imports, markup)[-1]
    return found.toolkit, found.kind, found.handler


@pytest.mark.parametrize(
    ("imports", "markup", "expected"),
    [
        ('import { Fab } from "@mui/material";', "<Fab />", ("mui", "button", "missing")),
        ('import Fab from "@mui/material/Fab";', "<Fab />", ("mui", "button", "missing")),
        ('import { Fab as Round } from "@mui/material";', "<Round />", ("mui", "button", "missing")),
        ('import * as Dialog from "@radix-ui/react-dialog";', "<Dialog.Close />", ("radix", "button", "delegated")),
        ('import { Menu } from "@mantine/core";', "<Menu.Item>A</Menu.Item>", ("mantine", "menu-item", "missing")),
        ('import { IonButton } from "@ionic/react";', '<IonButton routerLink="/a" />', ("ionic", "button", "wired")),
        ('import { Button } from "antd";', '<Button href="/a">A</Button>', ("antd", "button", "wired")),
        ('import { Button } from "./button";', "<Button>A</Button>", ("react", "button", "missing")),
        ('import { Delete } from "lucide-react";', "<Delete onClick={() => {}} />", ("icons", "button", "empty")),
    ],
)
def test_a_control_is_what_its_library_makes_it(imports: str, markup: str, expected: tuple[str, str, str]) -> None:
    assert seen(imports, markup) == expected


@pytest.mark.parametrize(
    ("imports", "markup"),
    [
        ('import { MenuItem } from "@headlessui/react";', "<MenuItem>A</MenuItem>"),
        ('import { Link } from "lucide-react";', '<Link size="16" />'),
        ('import { Button } from "react-icons/gi";', "<Button />"),
    ],
)
def test_what_a_library_calls_like_a_control_and_is_none(imports: str, markup: str) -> None:
    assert controls(imports, markup) == []


@pytest.mark.parametrize(
    ("module", "button", "handler"),
    [
        ("@mui/material", "<Button>A</Button>", "missing"),
        ("@mui/material", '<Button type="submit">A</Button>', "wired"),
        ("@mui/material", "<Button type={kind}>A</Button>", "wired"),
        ("antd", '<Button type="primary">A</Button>', "missing"),
        ("antd", '<Button htmlType="submit">A</Button>', "wired"),
        ("./button", "<Button>A</Button>", "wired"),
    ],
)
def test_which_buttons_send_the_form_around(module: str, button: str, handler: str) -> None:
    form = f"<form onSubmit={{send}}>{button}</form>"
    assert seen(f'import {{ Button }} from "{module}";', form)[2] == handler


ARIA = 'import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";'


@pytest.mark.parametrize(
    ("markup", "handler"),
    [
        ("<MenuTrigger><Button>A</Button></MenuTrigger>", "delegated"),
        ("<MenuTrigger><Popover><Button>A</Button></Popover></MenuTrigger>", "missing"),
        ("<MenuTrigger><Popover><Button slot='close'>A</Button></Popover></MenuTrigger>", "wired"),
        ("<Menu onAction={run}><MenuItem id='a'>A</MenuItem></Menu>", "wired"),
        ("<Menu><MenuItem id='a'>A</MenuItem></Menu>", "missing"),
        ("<Menu><MenuItem onAction={() => {}}>A</MenuItem></Menu>", "empty"),
    ],
)
def test_a_trigger_opens_what_it_covers_and_a_menu_hears_of_its_items(markup: str, handler: str) -> None:
    assert seen(ARIA, markup)[2] == handler


def test_a_touch_that_is_only_kept_from_what_lies_below_is_no_control_without_effect() -> None:
    found = seen('import { TouchableWithoutFeedback } from "react-native";', "<TouchableWithoutFeedback onPress={() => {}} />")
    assert found == ("react-native", "button", "system")

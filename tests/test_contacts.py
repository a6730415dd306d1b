"""Which calls of a file go to a service or host, whose failures are caught, and which hosts are asked at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from running import write
from test_integrations import services

PYTHON = """\
import openai
from anthropic import Anthropic


def ask():
    client = openai.OpenAI()
    try:
        return client.chat.completions.create()
    except Exception:
        return None


def tell():
    client = Anthropic()
    return client.messages.create()


class Advice:
    def __init__(self):
        self.client = openai.OpenAI()

    def give(self):
        return self.client.responses.create()


class Letters:
    def __init__(self):
        self.client = Anthropic()

    def write(self):
        return self.client.messages.create()
"""
TYPESCRIPT = """\
import OpenAI from "openai";
import Anthropic from "@anthropic-ai/sdk";

export async function ask() {
  const client = new OpenAI();
  return client.responses.create({});
}

export async function tell() {
  const client = new Anthropic();
  return client.messages.create({}).catch(() => null);
}

export async function pass(client: unknown) {
  return client.other();
}
"""
SWIFT = """\
import Foundation

final class Berths {
    private let base = URL(string: "https://api.harbour.io/berths")!

    func load() async throws -> Data {
        guard let url = URL(string: "https://api.harbour.io/ships") else { throw Failure.address }
        var request = URLRequest(url: url)
        request.timeoutInterval = 5
        let (data, _) = try await URLSession.shared.data(for: request)
        return data
    }

    func all() async throws -> Data {
        return try await URLSession.shared.data(from: base).0
    }

    func weather() async throws -> Data {
        let url = URL(string: "https://api.weather-desk.io/now")!
        return try await URLSession.shared.data(from: url).0
    }
}
"""


def calls(folder: Path, name: str) -> list[tuple[int, str, bool]]:
    """Line, callee and whether a failure is caught, of the calls of one service."""
    return [(each["line"], each["callee"], each["handled"]) for each in services(folder)[name]["calls"]]


def test_a_name_stands_for_what_its_own_function_or_type_makes_it(project: Path) -> None:
    write(project / "advice.py", PYTHON)
    assert calls(project, "OpenAI") == [
        (8, "client.chat.completions.create", True),
        (23, "self.client.responses.create", False),
    ]
    assert calls(project, "Anthropic") == [
        (15, "client.messages.create", False),
        (31, "self.client.messages.create", False),
    ]


def test_a_name_that_is_given_and_could_stand_for_two_services_stands_for_none(project: Path) -> None:
    write(project / "src/advice.ts", TYPESCRIPT)
    assert calls(project, "OpenAI") == [(6, "client.responses.create", False)]
    assert calls(project, "Anthropic") == [(11, "client.messages.create", True)]


def test_a_name_that_is_given_and_stands_for_one_service_is_that(project: Path) -> None:
    write(
        project / "advice.py",
        "import openai\n\nclient = openai.OpenAI()\n\n\ndef ask(client):\n    client.responses.create()\n",
    )
    assert (7, "client.responses.create", False) in calls(project, "OpenAI")


def test_something_else_of_the_same_name_is_no_call_of_the_service(project: Path) -> None:
    write(
        project / "advice.py",
        "import openai\n\nclient = openai.OpenAI()\n\n\ndef sail():\n    client = Ship()\n    client.leave()\n",
    )
    assert calls(project, "OpenAI") == []


def test_only_a_handler_around_a_call_catches_its_failure(project: Path) -> None:
    write(
        project / "src/ships.ts",
        "export async function one() {\n"
        '  try { return await fetch("https://api.harbour.io/a"); } catch { return null; }\n'
        "}\n"
        'export const two = () => fetch("https://api.harbour.io/b");\n',
    )
    assert calls(project, "api.harbour.io") == [(2, "fetch", True), (4, "fetch", False)]


def test_what_makes_an_address_is_no_call_and_what_asks_it_is(project: Path) -> None:
    write(project / "Berths.swift", SWIFT)
    asked = "URLSession.shared.data"
    assert calls(project, "api.harbour.io") == [(10, asked, False), (15, asked, False)]
    assert calls(project, "api.weather-desk.io") == [(20, asked, False)]


def test_an_address_that_a_property_holds_is_called_in_other_methods(project: Path) -> None:
    write(
        project / "ships.py",
        "import requests\n\n\nclass Ships:\n    def __init__(self):\n"
        '        self.base_url = "https://api.harbour.io/v2"\n\n'
        "    def all(self):\n        return requests.get(f'{self.base_url}/ships', timeout=5)\n",
    )
    assert calls(project, "api.harbour.io") == [(9, "requests.get", False)]


@pytest.mark.parametrize(
    ("path", "source", "callee"),
    [
        ("src/feed.ts", 'export const feed = new WebSocket("wss://live.harbour.io/feed");\n', "WebSocket"),
        (
            "feed.py",
            'import websockets\n\n\nasync def feed():\n    return await websockets.connect("wss://live.harbour.io/feed")\n',
            "websockets.connect",
        ),
        (
            "Feed.swift",
            "import Foundation\n\nfunc feed() {\n"
            '    URLSession.shared.webSocketTask(with: URL(string: "wss://live.harbour.io/feed")!).resume()\n}\n',
            "URLSession.shared.webSocketTask",
        ),
    ],
)
def test_the_host_of_a_web_socket_is_listed_with_the_call(project: Path, path: str, source: str, callee: str) -> None:
    write(project / path, source)
    assert callee in [called for _, called, _ in calls(project, "live.harbour.io")]


def test_a_web_socket_of_this_machine_is_a_sandbox_and_one_of_a_provider_is_that_provider(project: Path) -> None:
    write(
        project / "src/feed.ts",
        'export const near = new WebSocket("ws://localhost:8080/feed");\n'
        'export const talk = new WebSocket("wss://api.openai.com/v1/realtime");\n',
    )
    assert {name: each["verdict"] for name, each in services(project).items()} == {"localhost": "sandbox", "OpenAI": "unknown"}


def test_what_a_service_answers_and_values_of_its_types_are_no_calls_of_it(project: Path) -> None:
    write(
        project / "advice.py",
        "import openai\nfrom google import genai\nfrom google.genai import types\n\n\n"
        "def ask():\n    client = openai.OpenAI()\n    answer = client.responses.create()\n    return answer.model_dump()\n\n\n"
        "def tell():\n    client = genai.Client()\n    part = types.Part()\n    part.add(1)\n"
        "    return client.models.generate(part)\n",
    )
    assert calls(project, "OpenAI") == [(8, "client.responses.create", False)]
    assert calls(project, "Google Gemini") == [
        (16, "client.models.generate", False),
    ]


def test_what_a_client_is_made_of_goes_on_asking(project: Path) -> None:
    write(
        project / "store.py",
        "import psycopg2\n\n\ndef save():\n    conn = psycopg2.connect('')\n    cur = conn.cursor()\n    cur.execute('')\n",
    )
    assert (7, "cur.execute", False) in calls(project, "PostgreSQL")


def test_what_a_function_of_the_project_gives_is_what_the_name_stands_for_elsewhere(project: Path) -> None:
    write(
        project / "advice.py",
        "import openai\n\n\ndef make():\n    client = openai.OpenAI()\n    return client\n\n\n"
        "def ask():\n    client = make()\n    return client.responses.create()\n",
    )
    assert (11, "client.responses.create", False) in calls(project, "OpenAI")


def test_a_placeholder_where_only_the_request_is_made_ready_speaks_of_the_service(project: Path) -> None:
    write(
        project / "Ask.swift",
        "import Foundation\n\nstruct Model { let endpoint: String }\n\n"
        'let models = [Model(endpoint: "https://api.openai.com/v1/chat/completions")]\n\n'
        "func request(for model: Model) -> URLRequest {\n"
        "    var request = URLRequest(url: URL(string: model.endpoint)!)\n"
        '    request.setValue("Bearer YOUR_OPENAI_API_KEY", forHTTPHeaderField: "Authorization")\n'
        "    return request\n}\n",
    )
    found = services(project)["OpenAI"]
    assert (found["verdict"], found["calls"]) == ("placeholder", [])


def test_a_call_is_listed_once_however_often_its_service_is_imported(project: Path) -> None:
    write(
        project / "store.py",
        "import sqlalchemy\nfrom sqlalchemy.orm import Session\n\nengine = sqlalchemy.create_engine('')\n\n\n"
        "def save():\n    with engine.connect() as connection:\n        connection.execute('')\n",
    )
    assert calls(project, "SQLAlchemy") == [(8, "engine.connect", False), (9, "connection.execute", False)]


def test_a_parameter_or_property_of_a_type_of_the_service_stands_for_it(project: Path) -> None:
    write(
        project / "store.py",
        "from sqlalchemy.orm import Session\n\n\nclass Ships:\n    def __init__(self, db: Session):\n        self.db = db\n\n"
        "    def save(self):\n        self.db.commit()\n\n\n"
        "def all(db: Session, page: int):\n    page.turn()\n    return db.query(1)\n",
    )
    assert calls(project, "SQLAlchemy") == [(9, "self.db.commit", False), (14, "db.query", False)]


def test_a_client_that_is_made_later_is_one_in_the_whole_file(project: Path) -> None:
    write(
        project / "src/store.ts",
        'import { MongoClient } from "mongodb";\n\nlet client: MongoClient | null = null;\n\n'
        "export async function open() {\n  client = new MongoClient(process.env.MONGO_URL!);\n  await client.connect();\n}\n"
        "export const close = () => client.close();\nexport const ping = () => client.ping();\n",
    )
    assert calls(project, "MongoDB") == [(7, "client.connect", False), (10, "client.ping", False)]


def test_an_address_that_is_made_of_a_known_one_goes_to_the_same_host(project: Path) -> None:
    write(
        project / "ships.py",
        'import httpx\n\nBASE = "https://api.harbour.io/v1"\n\n\n'
        'def ships(kind):\n    url = f"{BASE}/ships/{kind}"\n    with httpx.Client() as c:\n        return c.get(url)\n',
    )
    assert calls(project, "api.harbour.io") == [(9, "c.get", False)]


def test_an_address_is_asked_whose_name_a_request_is_given(project: Path) -> None:
    write(
        project / "src/tides.ts",
        'const TIDES = "https://tides.harbour.io/now";\nconst PAGE = "https://harbour.io/about";\n\n'
        "export const tides = () => fetch(TIDES);\nexport const page = PAGE;\n",
    )
    assert [*services(project)] == ["tides.harbour.io"]


def test_a_client_in_a_file_that_a_tool_has_generated_is_a_contact(project: Path) -> None:
    write(
        project / "src/supabase/client.ts",
        "// This file is automatically generated. Do not edit it directly.\n"
        'import { createClient } from "@supabase/supabase-js";\n\n'
        "export const supabase = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_KEY!);\n",
    )
    assert services(project)["Supabase"]["places"][0]["path"] == "src/supabase/client.ts"


def test_an_event_of_a_library_is_no_client_of_it(project: Path) -> None:
    write(
        project / "src/chart.ts",
        'import { MapMouseEvent } from "mapbox-gl";\n\n'
        "export function pick(event: MapMouseEvent) {\n  event.originalEvent.stopPropagation();\n}\n",
    )
    assert calls(project, "Mapbox") == []


def test_a_property_of_swift_whose_type_is_of_the_service_stands_for_it(project: Path) -> None:
    write(
        project / "Advice.swift",
        "import OpenAI\n\nstruct Advice {\n    var openAI: OpenAI {\n        OpenAI(apiToken: Keys.advice)\n    }\n\n"
        "    func ask(query: ChatQuery) async throws -> ChatResult {\n"
        "        try await openAI.chats(query: query)\n    }\n}\n",
    )
    assert calls(project, "OpenAI") == [(9, "openAI.chats", False)]


def test_another_address_of_the_same_function_says_nothing_of_a_host(project: Path) -> None:
    write(
        project / "src/ask.ts",
        "export async function ask(key: string) {\n"
        '  await fetch("https://api.openai.com/v1/models", { headers: { Authorization: key } });\n'
        '  return fetch("http://localhost:8000/log");\n}\n',
    )
    assert {name: each["verdict"] for name, each in services(project).items()} == {"OpenAI": "unknown", "localhost": "sandbox"}

"""`prodlint` and its commands; without one it checks.  A command's module is imported only when it is called."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from types import MappingProxyType

import click

from prodlint import __version__
from prodlint.errors import UserError, like

COMMANDS = MappingProxyType(
    {
        "check": "Say what must not ship, and where.",
        "ui": "List every control with its verdict, and the wiring coverage of each screen.",
        "release": "Say on one page whether this may ship: gate by gate, controls, services and evidence.",
        "integrations": "List every service the code talks to, and every variable of the environment that it reads.",
        "baseline": "Keep known findings in a file, so that only new ones count.",
        "rules": "List the rules.",
        "explain": "Show what a rule finds, why it matters, and its examples.",
        "facts": "Print the facts of a file, as rules see them.",
        "test": "Try rules on the examples in their files.",
        "new-rule": "Begin a rule of your own.",
        "init": "Write the configuration, the pre-commit hook and the workflow.",
    }
)
"""Command → its help.  The module of `new-rule` is `new_rule`, which defines `command`."""


class LazyGroup(click.Group):
    """A group that reads a command's module when it is asked for, and takes what is no command for paths to check."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"prodlint.cli.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="prodlint", message="%(prog)s %(version)s")
def group() -> None:
    """May this ship?  Finds code that only pretends to work.

    `prodlint [PATHS]` is the same as `prodlint check [PATHS]`.
    """


def run(arguments: list[str]) -> int:
    """Run one command line and give its exit status; the one place that turns a UserError into a line."""
    try:
        status = group.main(with_command(arguments), prog_name="prodlint", standalone_mode=False)
        sys.stdout.flush()
        return int(status or 0)
    except UserError as error:
        sys.stderr.write(f"prodlint: {error}\n")
    except click.exceptions.NoArgsIsHelpError as error:
        sys.stdout.write(error.format_message() + "\n")
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        sys.stderr.write(f"prodlint: {_one_line(error)}\n")
    except BrokenPipeError:
        # Whoever reads our output has seen enough; keep the interpreter from failing again when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, click.Abort):
        sys.stderr.write("prodlint: interrupted\n")
        return 130
    return 2


def with_command(arguments: list[str]) -> list[str]:
    """The arguments with `check` in front when they name no command.

    Raises UserError for a word that is neither a command nor a path but nearly a command.
    """
    if arguments and (arguments[0] in COMMANDS or arguments[0] in ("-h", "--help", "--version")):
        return arguments
    if arguments and arguments[0].isalpha() and not os.path.lexists(arguments[0]):
        _refuse_misspelled(arguments[0])
    return ["check", *arguments]


def _refuse_misspelled(word: str) -> None:
    """Raise UserError for a word that is no path and spelled like a command."""
    close = like(word, COMMANDS)
    if close:
        raise UserError("no such command, file or folder", word, f"did you mean `prodlint {close}`?")


def _one_line(error: click.ClickException) -> str:
    """What click says in four lines: the command, what is wrong with which word, and where to look it up."""
    said = " ".join(error.format_message().split()).rstrip(".")
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return said
    asked = context.command_path.removeprefix("prodlint ")
    return f"{asked}: {said}" + ("" if "Did you mean" in said else f" (see `{context.command_path} --help`)")

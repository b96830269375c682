"""`tawatur completion SHELL`: a script that completes commands, options and file names in that shell."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from compare.cli.exit_codes import DONE
from compare.cli.terminal import say

SHELLS = ("bash", "zsh", "tcsh", "fish")
_EXAMPLES = """\
For this session:
  bash  source <(tawatur completion bash)
  zsh   source <(tawatur completion zsh)
  fish  tawatur completion fish | source

For good:
  bash  tawatur completion bash > ~/.local/share/bash-completion/completions/tawatur
  zsh   tawatur completion zsh > "${fpath[1]}/_tawatur"
  fish  tawatur completion fish > ~/.config/fish/completions/tawatur.fish
"""
_FILES, _FOLDERS = ("PATH", "FILE"), ("DIR", "ARCHIVE")


def add_completion(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The arguments of `tawatur completion`."""
    parser = commands.add_parser(
        "completion",
        help="print the script that completes commands in a shell",
        description="Prints the script that completes commands, options and file names in a shell.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("shell", choices=SHELLS, help="the shell")


def completion_command(arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    """Prints the script for the arguments that `parser` takes."""
    import shtab

    for action in _actions(parser):
        if action.metavar in _FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
        elif action.metavar in _FOLDERS:
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
    say(sys.stdout, shtab.complete(parser, arguments.shell).rstrip())
    return DONE


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Every argument of a command and of the commands below it."""
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from _actions(below)

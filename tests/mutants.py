"""Takes every check and every fact out of every service in turn; each time some test has to fail.

    python tests/mutants.py                every service
    python tests/mutants.py --changed      those of modules that changed within a day before the last commit;
                                           of more than 60 some, so that a build ends within the hour

A mutant is a service without one of its refusals or exceptions, without a part of the condition, without something that
it writes, or without its transaction. Prints each with the test that noticed it; ends with 1 where nothing did.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from typing import TypeGuard

BASE = Path(__file__).resolve().parent.parent
SERVICES = {
    "oleksandria_intl/acts/services.py": ["tests/oleksandria_intl/acts/test_services.py"],
    "oleksandria_intl/models/signed_words.py": ["tests/oleksandria_intl/test_signed_words.py"],
    "oleksandria_intl/ordering.py": ["tests/oleksandria_intl/test_admin_ordering.py"],
    "oleksandria_intl/path/services.py": ["tests/oleksandria_intl/path/test_services.py"],
    "partners/greetings.py": ["tests/partners/test_greetings.py"],
    "partners/scans.py": ["tests/partners/test_scans.py", "tests/partners/test_agreement_pages.py"],
    "partners/services.py": ["tests/partners/test_services.py"],
    "programs/adoption.py": ["tests/programs/test_adoption.py"],
    "programs/amending.py": ["tests/programs/test_amending.py"],
    "programs/beginning.py": [
        "tests/programs/test_beginning.py",
        "tests/oleksandria_intl/start/test_steps.py",
        "tests/oleksandria_intl/start/test_walk.py",
    ],
    "programs/cloning.py": ["tests/programs/test_cloning.py"],
    "programs/grids/numbers.py": [
        "tests/programs/grids/test_numbers.py",
        "tests/budget/test_grids.py",
    ],
    "programs/grids/saving.py": [
        "tests/programs/grids/test_saving.py",
        "tests/budget/test_grids.py",
        "tests/delegations/test_grids.py",
        "tests/programs/grids/test_indicators.py",
        "tests/budget/test_month_table.py",
        "tests/delegations/test_member_grid.py",
    ],
    "programs/left_years.py": ["tests/programs/test_left_years.py"],
    "programs/next_year.py": ["tests/programs/test_next_year.py"],
    "programs/proposing.py": ["tests/programs/test_proposing.py"],
    "programs/services.py": ["tests/programs/test_services.py", "tests/programs/test_path.py"],
    "programs/workbook/services.py": [
        "tests/programs/workbook/test_edition.py",
        "tests/programs/workbook/test_services.py",
        "tests/programs/workbook/test_sentences.py",
        "tests/programs/workbook/test_admin.py",
        "tests/programs/workbook/test_kropyvnytskyi.py",
    ],
    "programs/workbook/units.py": ["tests/programs/workbook/test_units.py", "tests/programs/workbook/test_admin.py"],
    "programs/word_file/services.py": ["tests/programs/word_file/test_services.py"],
    "budget/annexes.py": ["tests/budget/test_annexes.py"],
    "budget/budget_decisions.py": ["tests/budget/test_budget_decisions.py"],
    "budget/services.py": [
        "tests/budget/test_closing.py",
        "tests/budget/test_services.py",
        "tests/budget/test_interim.py",
    ],
    "budget/commitments.py": ["tests/budget/test_commitments.py"],
    "delegations/money.py": ["tests/delegations/test_money.py"],
    "delegations/per_diem.py": ["tests/delegations/test_per_diem.py"],
    "delegations/found_payments.py": ["tests/delegations/test_found_payments.py"],
    "budget/periods.py": ["tests/budget/test_periods.py", "tests/budget/test_closing.py"],
    "budget/asking.py": ["tests/budget/test_asking.py"],
    "budget/importing/adding.py": ["tests/budget/importing/test_adding.py"],
    "budget/importing/withdrawal.py": ["tests/budget/importing/test_withdrawal.py"],
    "delegations/follow_ups.py": ["tests/delegations/test_follow_ups.py"],
    "delegations/gifts.py": ["tests/delegations/test_gifts.py"],
    "delegations/services.py": [
        "tests/delegations/test_services.py",
        "tests/delegations/test_preparing_at_once.py",
    ],
    "oleksandria_intl/accounts/services.py": [
        "tests/oleksandria_intl/accounts/test_services.py",
        "tests/oleksandria_intl/test_admin_users.py",
    ],
    "oleksandria_intl/votes/services.py": ["tests/oleksandria_intl/votes/test_services.py"],
    "oleksandria_intl/signed_copies/services.py": ["tests/oleksandria_intl/signed_copies/test_services.py"],
    "oleksandria_intl/gallery/services.py": ["tests/oleksandria_intl/gallery/test_services.py"],
    "oleksandria_intl/undo/services.py": [
        "tests/oleksandria_intl/undo/test_services.py",
        "tests/oleksandria_intl/test_admin_bin.py",
        "tests/oleksandria_intl/test_admin_ordering.py",
    ],
    "oleksandria_intl/personal_data/erasures.py": [
        "tests/oleksandria_intl/personal_data/test_erasures_at_once.py",
        "tests/oleksandria_intl/personal_data/test_erasures.py",
    ],
}
"""Where services stand, and the tests that have to notice what is missing."""
AT_ONCE = os.cpu_count() or 1
MOST_CHANGED = 25
"""Mutants of changed modules that are tried at most."""
PATIENCE = 180
"""Seconds until a run of the tests counts as failed."""


@dataclass(frozen=True)
class Mutant:
    """A module of services with a piece of it taken out."""

    file: str
    line: int
    what: str
    text: str


def mutants_of(file: str) -> Iterator[Mutant]:
    """Yield the mutants of a module."""
    source = (BASE / file).read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            yield from _without_transaction(file, source, node)
        elif isinstance(node, ast.If) and isinstance(node.body[-1], (ast.Raise, ast.Continue)):
            yield Mutant(file, node.lineno, f"no check: {_first_line(source, node)}", _cut(source, node, "pass"))
            yield from _without_operands(file, source, node.test)
        elif _is_deed(node):
            yield Mutant(file, node.lineno, f"not done: {_first_line(source, node)}", _cut(source, node, "pass"))


def _is_deed(node: ast.AST) -> TypeGuard[ast.stmt]:
    """Say whether a statement does something to a row: a call for its own sake, or a field that is set."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Call)
    return isinstance(node, ast.Assign) and any(isinstance(target, ast.Attribute) for target in node.targets)


def _without_transaction(file: str, source: str, function: ast.FunctionDef) -> Iterator[Mutant]:
    for decorator in function.decorator_list:
        if ast.unparse(decorator) == "transaction.atomic":
            yield Mutant(
                file, decorator.lineno, f"no transaction: {function.name}", _cut(source, decorator, "staticmethod")
            )


def _without_operands(file: str, source: str, test: ast.expr) -> Iterator[Mutant]:
    """Yield the refusal with each part of its condition left out."""
    for node in ast.walk(test):
        if isinstance(node, ast.BoolOp):
            for operand in node.values:
                what = f"condition without: {_first_line(source, operand)}"
                yield Mutant(file, operand.lineno, what, _cut(source, operand, str(isinstance(node.op, ast.And))))


def _first_line(source: str, node: ast.AST) -> str:
    return (ast.get_source_segment(source, node) or "").splitlines()[0]


def _cut(source: str, node: ast.AST, instead: str) -> str:
    """Return the source with something else in the place of a node."""
    lines = source.encode().splitlines(keepends=True)
    first, last = node.lineno - 1, node.end_lineno - 1  # type: ignore[attr-defined]
    before = lines[first][: node.col_offset]  # type: ignore[attr-defined]
    after = lines[last][node.end_col_offset :]  # type: ignore[attr-defined]
    return b"".join([*lines[:first], before, instead.encode(), after, *lines[last + 1 :]]).decode()


def copied(folder: Path) -> Path:
    """Return a copy of the files of the repository, with the same virtual environment."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in filter(None, subprocess.run(listed, cwd=BASE, capture_output=True, check=True).stdout.split(b"\0")):
        file = folder / name.decode()
        file.parent.mkdir(parents=True, exist_ok=True)
        if (BASE / name.decode()).exists():
            shutil.copyfile(BASE / name.decode(), file)
    return folder


def noticed(tree: Path, tests: list[str]) -> str:
    """Run tests in a copy; return the first that failed, or an empty text."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        "0",
        "-x",
        "-q",
        "--no-migrations",
        "-p",
        "no:cacheprovider",
        "-m",
        "not postgres",
        *tests,
    ]
    environment = os.environ | {"VAR_DIR": str(tree / "var")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # only the mutant is compiled anew
    try:
        done = subprocess.run(
            command, cwd=tree, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return "it took too long"
    if done.returncode == 0:
        return ""
    found = re.search(r"^(?:FAILED|ERROR) (?:\S*::)?(\S+)", done.stdout, re.MULTILINE)
    return found[1] if found else done.stdout[-500:] + done.stderr[-500:]


def changed() -> set[str]:
    """Return the files that changed within a day before the last commit, and those that are not committed."""
    moment = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=BASE, capture_output=True, text=True, check=True
    ).stdout.strip()
    since = f"--since={int(moment) - 24 * 3600}"
    logged = ["git", "log", since, "--name-only", "--format="]
    differing = ["git", "diff", "HEAD", "--name-only"]
    names = (
        subprocess.run(c, cwd=BASE, capture_output=True, text=True, check=True).stdout for c in (logged, differing)
    )
    return {name for text in names for name in text.split()}


def spread(mutants: list[Mutant], most: int) -> list[Mutant]:
    """Return at most so many mutants, evenly spread over all."""
    return mutants[:: -(-len(mutants) // most) or 1]


def run(files: list[str], most: int | None = None) -> int:
    """Try the mutants of the files, so many of them at most; return how many nothing noticed."""
    with tempfile.TemporaryDirectory() as folder:
        trees: Queue[Path] = Queue()
        for number in range(AT_ONCE):
            trees.put(copied(Path(folder) / str(number)))
        for file in files:
            # What fails anyway would pass for a test that noticed something.
            if test := noticed(trees.queue[0], SERVICES[file]):
                sys.exit(f"{file}: {test} fails with nothing taken out")

        def attempt(mutant: Mutant) -> str:
            tree = trees.get()
            original = (BASE / mutant.file).read_text(encoding="utf-8")
            try:
                (tree / mutant.file).write_text(mutant.text, encoding="utf-8")
                return noticed(tree, SERVICES[mutant.file])
            finally:
                (tree / mutant.file).write_text(original, encoding="utf-8")
                trees.put(tree)

        mutants = [mutant for file in files for mutant in mutants_of(file)]
        if most and len(mutants) > most:
            print(f"{len(mutants)} mutants, of which some are tried")
            mutants = spread(mutants, most)
        survived = 0
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for mutant, test in zip(mutants, pool.map(attempt, mutants), strict=True):
                survived += not test
                print(f"{mutant.file}:{mutant.line}: {mutant.what}\n    {test or 'NOTHING NOTICED IT'}", flush=True)
    print(f"{len(mutants) - survived} passed, {survived} failed")
    return survived


def main() -> int:
    """Try the mutants that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--changed", action="store_true", help="only services and tests that changed lately")
    parser.add_argument("files", nargs="*", help="only these modules")
    asked = parser.parse_args()
    files = asked.files or list(SERVICES)
    if asked.changed:
        names = changed()
        files = [file for file in files if names.intersection([file, *SERVICES[file]])]
    return 1 if run(files, MOST_CHANGED if asked.changed else None) else 0


if __name__ == "__main__":
    sys.exit(main())

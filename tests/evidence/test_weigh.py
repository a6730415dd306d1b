"""Which reports count, and what several say together."""

from __future__ import annotations

from prodlint.evidence.model import Case, Evidence, FileCoverage, Gathered, Reading, Untested
from prodlint.evidence.weigh import Tree, weighed

TREE = Tree(
    root="/shop",
    paths=["a.py", "b.py", "tests/test_a.py"],
    product=frozenset({"a.py", "b.py"}),
    touched={"a.py": (2, 0), "b.py": (0, 1)},
)
RAN, IDLE = {1: True, 2: False}, {1: False, 2: False}


def coverage(*files: FileCoverage, written: float = 100.0, stated: float | None = None, path: str = "c.xml") -> Gathered:
    return Gathered(path=path, written=written, reading=Reading(about="coverage", format="F", files=files, stated=stated))


def suite(*cases: Case, written: float = 100.0, paths: tuple[str, ...] = ()) -> Gathered:
    return Gathered(path="j.xml", written=written, reading=Reading(about="tests", format="JUnit", cases=cases, paths=paths))


def file(path: str, lines: dict[int, bool]) -> FileCoverage:
    return FileCoverage(path=path, lines=lines)


def evidence(*reports: Gathered, changed: float = 50.0) -> Evidence:
    return weighed(reports, TREE, lambda path: changed, 90.0)


def test_lines_of_product_files_count() -> None:
    found = evidence(coverage(file("a.py", RAN), file("tests/test_a.py", RAN)))
    assert (found.covered, found.total, found.percent, found.is_too_low) == (1, 2, 50.0, True)


def test_a_line_ran_when_one_report_says_so() -> None:
    found = evidence(coverage(file("a.py", RAN)), coverage(file("a.py", {1: False, 2: True})))
    assert (found.covered, found.total, found.is_too_low) == (2, 2, False)


def test_lines_go_before_counts() -> None:
    counts = FileCoverage(path="a.py", ran=9, most=9)
    assert evidence(coverage(counts), coverage(file("a.py", RAN))).total == 2
    assert evidence(coverage(file("a.py", RAN)), coverage(counts)).total == 2


def test_a_report_that_is_older_than_a_file_of_it_does_not_count() -> None:
    found = evidence(coverage(file("a.py", RAN), written=100.0), changed=102.0)
    assert [(each.counts, each.remark) for each in found.reports] == [(False, "older than `a.py`")]
    assert found.percent is None


def test_what_a_report_states_is_believed_where_its_file_is_younger() -> None:
    assert not evidence(coverage(file("a.py", RAN), written=300.0, stated=100.0), changed=200.0).reports[0].counts
    assert evidence(coverage(file("a.py", RAN), written=300.0, stated=900.0), changed=200.0).reports[0].counts


def test_a_report_of_another_project_does_not_count() -> None:
    found = evidence(coverage(file("a.py", RAN), file("x/y.py", RAN), file("x/z.py", RAN)))
    assert found.reports[0].remark == "1 of the 3 files that it names are of this project"


def test_a_report_without_files_does_not_count() -> None:
    assert evidence(coverage()).reports[0].remark == "it names no file with lines that can run"


def test_files_of_which_no_line_ran_are_untested() -> None:
    assert evidence(coverage(file("a.py", IDLE))).untested == (
        Untested(path="a.py", controls=2),
        Untested(path="b.py", services=1),
    )
    assert evidence(coverage(file("a.py", RAN))).untested == (Untested(path="b.py", services=1),)


def test_nothing_is_untested_where_no_report_counts() -> None:
    assert evidence(suite(Case(name="t", outcome="passed"))).untested == ()


def test_tests_count_with_their_outcomes() -> None:
    found = evidence(suite(Case(name="t", outcome="failed"), Case(name="u", outcome="passed")))
    assert [each.name for each in found.of("failed")] == ["t"]


def test_tests_that_are_older_than_a_source_file_do_not_count() -> None:
    found = evidence(suite(Case(name="t", outcome="passed")), changed=200.0)
    assert (found.cases, found.reports[0].remark) == ((), "older than `tests/test_a.py`")


def test_tests_of_another_project_do_not_count() -> None:
    found = evidence(suite(Case(name="t", outcome="passed"), paths=("spec/x_spec.rb",)))
    assert found.reports[0].remark == "0 of the 1 files that it names are of this project"


def test_a_report_without_tests_does_not_count() -> None:
    assert evidence(suite()).reports[0].remark == "it names no test"


def test_a_report_that_cannot_be_read_is_told() -> None:
    found = evidence(Gathered(path="c.xml", remark="it is empty"))
    assert [(each.path, each.counts, each.remark) for each in found.reports] == [("c.xml", False, "it is empty")]

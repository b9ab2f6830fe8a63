"""A data file may go by any of the frameworks, whatever its roles are: from template to report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from backbone_kg import Partnership, analyze, read, report, validate, write
from backbone_kg.analysis import OWN_ROLES, framework_reading
from backbone_kg.base.cells import CellValue, column_letters
from backbone_kg.graph.rdflib_terms import POST
from backbone_kg.knowledge import Framework, standard_ontology
from backbone_kg.model import standard_layout
from backbone_kg.writing import new_workbook

FRAMEWORKS = standard_ontology().frameworks()
FORMATS = ("again.xlsx", "again", "again.ttl", "again.jsonld")


@pytest.fixture(scope="module", params=FRAMEWORKS, ids=lambda one: one.slug)
def framework(request: pytest.FixtureRequest) -> Any:
    """Each framework of the knowledge base."""
    return request.param


@pytest.fixture(scope="module")
def partnership(framework: Framework, tmp_path_factory: pytest.TempPathFactory) -> Partnership:
    """What is read from the workbook for a framework, with one partner that holds its last role."""
    path = tmp_path_factory.mktemp("framework") / "filled.xlsx"
    path.write_bytes(new_workbook(standard_layout(), standard_ontology(), framework))
    book = openpyxl.load_workbook(path)

    def fill(sheet: str, **values: CellValue) -> None:
        heads = enumerate(book[sheet][1])
        letters = {str(cell.value).removesuffix(" *"): column_letters(n) for n, cell in heads}
        for heading, value in values.items():
            book[sheet][f"{letters[heading]}{2 if sheet == 'Partnership' else 3}"] = value

    fill("Partnership", Name="Lakewood", Community="Ohio", Listing="complete")
    fill("Partners", Name="Harbor Schools", Type="K-12 school district")
    fill("Assignments", Partner="Harbor Schools", Role=framework.roles[-1][1].label)
    book.save(path)
    return read(path)


def test_its_workbook_is_read_and_there_is_nothing_to_mend(
    framework: Framework, partnership: Partnership
) -> None:
    findings = validate(partnership)
    assert {finding.code for finding in findings} == {"example-row"}
    assert partnership.count(POST) == len(framework.roles) > 0


def test_its_roles_are_analyzed(framework: Framework, partnership: Partnership) -> None:
    analysis = analyze(partnership)
    assert analysis.framework_slug == framework.slug
    assert [role.label for role in analysis.roles] == [role.label for _, role in framework.roles]
    assert [role.label for role in analysis.roles if role.holders] == [analysis.roles[-1].label]
    assert (analysis.coverage.covered, analysis.coverage.wanted) == (1, len(framework.roles))
    assert len(analysis.unfilled) == len(framework.roles) - 1


def test_its_roles_stand_under_functions_or_together(
    framework: Framework, partnership: Partnership
) -> None:
    names = [function.name for function in analyze(partnership).functions]
    if framework.capacities:
        assert names == [function.label for function in framework.functions]
    else:
        lists = [name for name, _ in framework.lists if name != "Stages"]
        assert names == (["Functions"] if framework.functions else lists)
    assert OWN_ROLES not in names


def test_a_report_and_pictures_show_them(framework: Framework, partnership: Partnership) -> None:
    page = report(partnership)
    assert f"1 of {len(framework.roles)} roles" in page
    assert f"1 of {len(framework.roles)}" in page.partition("<svg")[2].partition("</desc>")[0]
    for role in analyze(partnership).roles:
        assert role.label.replace("&", "&amp;").replace("'", "&#39;") in page


def test_every_format_keeps_it(
    framework: Framework, partnership: Partnership, tmp_path: Path
) -> None:
    """Each of several frameworks goes through one format, and all formats are gone through."""
    name = FORMATS[FRAMEWORKS.index(framework) % len(FORMATS)]
    write(partnership, tmp_path / name)
    again = read(tmp_path / name)
    assert set(again.graph) == set(partnership.graph)
    assert analyze(again).framework_slug == framework.slug
    assert list(validate(again)) == []


def test_it_is_read_in_others(framework: Framework, partnership: Partnership) -> None:
    analysis = analyze(partnership)
    place = FRAMEWORKS.index(framework)
    for other in (framework, FRAMEWORKS[place - 1], FRAMEWORKS[place - 7]):
        reading = framework_reading(analysis, partnership.ontology, other.slug)
        assert [role.label for role in reading.roles] == [role.label for _, role in other.roles]
        assert 0 <= reading.covered <= reading.counted <= len(other.roles)
        if other == framework:
            assert (reading.covered, reading.counted) == (1, len(framework.roles))


# --- a framework that is changed afterwards -----------------------------------------------------


def test_roles_left_over_from_another_framework_are_asked_about(tmp_path: Path) -> None:
    ontology = standard_ontology()
    path = tmp_path / "changed.xlsx"
    path.write_bytes(
        new_workbook(standard_layout(), ontology, ontology.framework("strivetogether"))
    )
    book = openpyxl.load_workbook(path)
    book["Partnership"]["C2"] = ontology.framework("policylink").title
    book.save(path)
    (finding,) = [f for f in validate(read(path)) if f.code == "roles-of-another-framework"]
    assert (finding.place, str(finding.severity)) == ("Roles!A3", "warning")
    assert "“Servant leadership” and others, 5 in all, are roles of “StriveTogether" in (
        finding.message
    )
    assert "not of “PolicyLink" in finding.message


@pytest.mark.parametrize(
    ("rows", "asked"),
    [(["Servant leadership"], False), (["Servant leadership", "Community mobilization"], True)],
)
def test_one_name_that_two_share_is_chance(rows: list[str], asked: bool, tmp_path: Path) -> None:
    sheets = {
        "Partnership": "Name,Community,Framework,Listing\nRiver,Ohio,policylink,complete\n",
        "Partners": "Name,Type\nHarbor Schools,K-12 school district\n",
        "Roles": "Role\n" + "".join(f"{row}\n" for row in [*rows, "Run the summer fair"]),
        "Assignments": f"Partner,Role\nHarbor Schools,{rows[0]}\n",
    }
    for name, text in sheets.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    codes = {note.code for note in read(tmp_path).notes}
    assert ("roles-of-another-framework" in codes) is asked

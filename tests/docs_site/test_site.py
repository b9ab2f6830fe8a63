"""The site: every page there, every thing at its address, every link leading somewhere."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import html5rdf  # type: ignore[import-untyped]  # has none
import pytest
from docs.site import addresses, guides, markdown
from docs.site.addresses import address
from docs.site.building import build
from docs.site.guides import path_of
from docs.site.links import check_links
from docs.site.markdown import slug
from hypothesis import given
from hypothesis import strategies as st

from backbone_kg import BackboneError, Ontology, __version__, ontology, read, validate
from backbone_kg.base.findings import PAGES
from backbone_kg.base.shipped import ontology_dir
from backbone_kg.cli import main
from backbone_kg.graph.namespaces import PROJECT
from backbone_kg.graph.rdflib_terms import TYPE, term
from backbone_kg.validation import finding_codes, finding_page

ROOT = Path(__file__).resolve().parents[2]
Pages = Callable[[str], Any]

BESIDES = ("oa:TextPositionSelector", "oa:TextQuoteSelector", "bkg:MappingSet")
"""Parts of passages, which the passages' rows tell, and what is a file of its own."""


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def names(site: Path) -> list[str]:
    """Return the pages by their paths without the ending."""
    return [path.relative_to(site).with_suffix("").as_posix() for path in site.rglob("*.html")]


class TestThePages:
    def test_no_link_leads_nowhere(self, site: Path) -> None:
        links = check_links(site)
        assert links.broken == ()
        assert links.inside > 1000

    def test_they_are_well_formed(self, site: Path) -> None:
        for path in site.rglob("*.html"):
            html5rdf.HTMLParser(strict=True).parse(path.read_text(encoding="utf-8"))

    def test_they_need_nothing_else(self, site: Path, page: Pages) -> None:
        for name in names(site):
            there = page(name)
            assert not there.xpath("//iframe | //object | //embed | //base"), name
            scripts = there.xpath("//script/@type")
            assert scripts == (["application/json", "module"] if name == "search" else []), name
            assert not there.xpath("//link[@rel='stylesheet'] | //@srcset | //script/@src"), name
            assert not [one for one in there.xpath("//@src") if ":" in one], name
            assert not there.xpath("//@*[starts-with(local-name(), 'on')]"), name
            style = words(there.find(".//style"))
            assert "@import" not in style
            assert "url(" not in style
            (policy,) = there.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
            assert policy.startswith("default-src 'none';")

    def test_each_has_one_title_and_no_heading_skips_a_level(self, site: Path, page: Pages) -> None:
        for name in names(site):
            headings = page(name).xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")
            levels = [int(heading.tag[1]) for heading in headings]
            assert levels.count(1) == 1, name
            for before, after in pairwise(levels):
                assert after <= before + 1, f"{name}: h{before} is followed by h{after}"

    def test_every_page_is_reached_from_the_first(self, site: Path, page: Pages) -> None:
        reached, waiting = {"index"}, ["index"]
        while waiting:
            here = waiting.pop()
            for link in page(here).xpath("//a/@href | //form/@action"):
                target = link.partition("#")[0]
                if ":" in target or not target.endswith(".html"):
                    continue
                path = (site / here).parent.joinpath(target).resolve().relative_to(site.resolve())
                name = path.with_suffix("").as_posix()
                if name not in reached and path.suffix == ".html":
                    reached.add(name)
                    waiting.append(name)
        assert reached == {*names(site)}

    def test_building_again_in_another_process_gives_the_same_bytes(
        self, site: Path, tmp_path: Path
    ) -> None:
        again = tmp_path / "again"
        subprocess.run(
            [sys.executable, "-m", "docs.site", str(again)],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": "7"},
            check=True,
            capture_output=True,
        )
        files = {path.relative_to(site) for path in site.rglob("*")}
        assert files == {path.relative_to(again) for path in again.rglob("*")}
        for name in files:
            if (site / name).is_file():
                assert (again / name).read_bytes() == (site / name).read_bytes(), name

    def test_a_folder_with_something_else_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "thesis.txt").write_text("two years of work")
        with pytest.raises(BackboneError, match="something else in this folder"):
            build(tmp_path, ontology, ontology_dir() / "backbone.ttl")
        assert (tmp_path / "thesis.txt").read_text() == "two years of work"

    def test_each_says_of_which_version_it_is(self, site: Path, page: Pages) -> None:
        for name in names(site):
            assert f"backbone-kg {__version__}." in words(page(name).find(".//footer")), name

    def test_activities_are_counted_as_the_program_counts_them(self, page: Pages) -> None:
        told = words(page("literature").find(".//table"))
        for framework in ontology.frameworks():
            assert framework.contents in told
        assert "43 activities (4 of them named)" in told


class TestAddresses:
    def test_everything_is_where_its_iri_says(self, site: Path, page: Pages) -> None:
        besides = {term(one) for one in BESIDES}
        graph = ontology.graph
        missing = []
        for node in set(graph.subjects(TYPE)):
            iri = str(node)
            if not iri.startswith(PROJECT) or besides & set(graph.objects(node, TYPE)):
                continue
            if iri.startswith((f"{PROJECT}crosswalk#", f"{PROJECT}reading#")):
                # Comparisons are rows on pages of frameworks, readings stand with the positions.
                continue
            name, _, anchor = address(iri).partition("#")
            name = name.removesuffix(".html")
            if not (site / f"{name}.html").exists():
                # A work that is only cited has no page of its own.
                name, anchor = "source", iri.rpartition("/")[2]
            if anchor and not page(name).xpath(f"//*[@id={anchor!r}]"):
                missing.append(iri)
        assert missing == []


class TestFindings:
    @pytest.mark.parametrize("code", finding_codes())
    def test_each_has_a_page_at_its_address_that_says_all_of_it(
        self, site: Path, page: Pages, code: str
    ) -> None:
        finding, there = finding_page(code), page(f"findings/{code}")
        assert address(f"{PAGES}{code}") == f"findings/{code}.html"
        assert words(there.find(".//h1")) == finding.title
        told = words(there.find(".//main"))
        for text in (finding.what, finding.why, finding.mend, f"backbone-kg explain {code}"):
            assert " ".join(text.split()) in told
        assert [words(one) for one in there.xpath("//h3")] == ["Before", "After"] * bool(
            finding.example
        )

    def test_the_list_leads_to_each_once(self, page: Pages) -> None:
        links = page("findings").xpath("//table//a/@href")
        assert sorted(links) == [f"findings/{code}.html" for code in finding_codes()]

    def test_the_cell_is_marked_with_what_the_program_says_of_it(self, page: Pages) -> None:
        there = page("findings/ambiguous-date")
        assert words(there.find(".//blockquote")).startswith(
            "Assignments!E3 “5/6/2019” can mean two different days. Write the year first:"
        )
        assert [words(one) for one in there.xpath("//td[contains(@class, 'wrong')]")] == [
            "5/6/2019"
        ]
        assert [words(one) for one in there.xpath("//td[contains(@class, 'mended')]")] == [
            "2019-05-06"
        ]

    def test_its_files_can_be_tried(self, site: Path, tmp_path: Path) -> None:
        with zipfile.ZipFile(site / "findings" / "ambiguous-date.zip") as files:
            files.extractall(tmp_path)
        found = [
            [one.code for one in validate(read(tmp_path / side), engine="shacl")]
            for side in ("before", "after")
        ]
        assert found == [["ambiguous-date"], []]


class TestFrameworks:
    @pytest.mark.parametrize("framework", ontology.frameworks(), ids=lambda one: one.slug)
    def test_its_page_tells_each_concept_with_its_meaning_and_passages(
        self, page: Pages, framework: Any
    ) -> None:
        there = page(f"framework/{framework.slug}")
        assert words(there.find(".//h1")) == framework.title
        for concept in framework.concepts:
            (article,) = there.xpath(f"//article[@id={concept.name!r}]")
            told = words(article)
            assert concept.label in told
            assert concept.definition in told
            for passage in concept.passages:
                assert passage.where in told

    @pytest.mark.parametrize("framework", ontology.frameworks(), ids=lambda one: one.slug)
    def test_its_crosswalks_tell_each_comparison_with_its_reason(
        self, page: Pages, framework: Any
    ) -> None:
        compared = []
        for other in ontology.frameworks():
            if other is framework:
                continue
            walk = ontology.crosswalk(framework.slug, other.slug)
            if not walk.rows:
                continue
            compared.append(f"../crosswalk/{framework.slug}/{other.slug}.html")
            section = page(f"crosswalk/{framework.slug}/{other.slug}").find(".//main/section")
            rows = section.xpath(".//tbody/tr")
            for row, shown in zip(walk.rows, rows, strict=True):
                (head,) = shown.xpath("../tr/th[@scope='rowgroup']")
                assert words(head) == (row.source.label if row.source else "nothing")
                assert head.get("rowspan", "1") == str(len(shown.xpath("../tr")))
                how, target, why = map(words, shown.findall("td"))
                if row.how != "no counterpart":
                    assert how == row.how
                else:
                    assert how == ("has no counterpart" if row.source else "compares with")
                assert target == (row.target.label if row.target else "–")
                assert why == row.comment
            for concept in walk.not_compared:
                assert concept.label in words(section.find("p"))
        listed = "//section[@aria-labelledby='_crosswalk']//a/@href"
        assert page(f"framework/{framework.slug}").xpath(listed) == compared

    def test_its_history_tells_what_became_of_each_function(self, page: Pages) -> None:
        (section,) = page("framework/fsg-2012-07").xpath("//section[@aria-labelledby='_history']")
        rows = [words(row) for row in section.xpath(".//tbody/tr")]
        changes = ontology.history("fsg").changes
        assert len(rows) == len(changes) > 0
        for row, change in zip(rows, changes, strict=True):
            assert f" {change.kind} " in row
            assert (change.reason or "no reason is given") in row

    def test_who_could_hold_a_role_is_said_with_the_place(self, page: Pages) -> None:
        for role, claims in ontology.suitability.items():
            name = str(role).partition("#")[2]
            (article,) = page("framework/mathematica").xpath(f"//article[@id={name!r}]")
            for claim in claims:
                assert claim.named.label in words(article)
                assert claim.passage.where in words(article)

    def test_a_framework_is_one_file_away(self, tmp_path: Path) -> None:
        files = tmp_path / "ontology"
        files.mkdir()
        vocabulary = files / "backbone.ttl"
        vocabulary.write_bytes((ontology_dir() / "backbone.ttl").read_bytes())
        (files / "tiny.ttl").write_text(
            """
            @prefix bkg: <https://w3id.org/backbone-kg/ontology#> .
            @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
            @prefix tiny: <https://w3id.org/backbone-kg/framework/tiny#> .
            <https://w3id.org/backbone-kg/framework/tiny> a bkg:Framework ;
                skos:prefLabel "Tiny & small"@en .
            tiny:hum a bkg:Function ; skos:prefLabel "Hum <b>loudly</b>"@en ;
                skos:definition "Make a sound."@en ;
                skos:inScheme <https://w3id.org/backbone-kg/framework/tiny> .
            """,
            encoding="utf-8",
        )
        folder = tmp_path / "site"
        links = build(folder, Ontology.from_directory(files), vocabulary)
        assert links.broken == ()
        text = (folder / "framework" / "tiny.html").read_text(encoding="utf-8")
        assert "Hum &lt;b&gt;loudly&lt;/b&gt;" in text
        assert '<a href="framework/tiny.html">Tiny &amp; small</a>' in (
            folder / "literature.html"
        ).read_text(encoding="utf-8")

    @pytest.mark.parametrize("framework", ontology.frameworks(), ids=lambda one: one.slug)
    def test_each_concept_has_a_page_with_all_that_is_said_of_it(
        self, page: Pages, framework: Any
    ) -> None:
        for concept in framework.concepts:
            there = page(f"framework/{framework.slug}/{concept.name}")
            assert words(there.find(".//h1")) == concept.label
            told = words(there.find(".//main"))
            (entry,) = ontology.find(str(concept.iri))
            for text in (concept.definition, *(one.label for one in entry.claims)):
                assert text.removesuffix(".") in told
            for link in entry.links:
                assert link.how in told


class TestGuides:
    def test_each_page_of_the_docs_is_on_the_site(self, page: Pages) -> None:
        files = [*(ROOT / "docs").glob("*.md"), ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
        for file in files:
            name = path_of(file.relative_to(ROOT).as_posix())
            assert name, file.name
            title = file.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
            assert words(page(name).find(".//h1")) == title.replace("`", "")

    def test_each_command_has_a_page_with_its_help_and_examples_that_run(self, page: Pages) -> None:
        for name in main.list_commands(click.Context(main)):
            there = page(f"command/backbone-kg-{name}")
            help_text, *examples = there.xpath("//pre")
            assert words(help_text).startswith(f"Usage: backbone-kg {name}")
            assert examples or name in {"sources", "ontology"}
            for example in examples:
                assert words(example).startswith(("backbone-kg ", "Usage: backbone-kg "))

    def test_pictures_say_in_words_what_they_show(self, site: Path, page: Pages) -> None:
        pictures = page("guide/coordinators").xpath("//img")
        assert len(pictures) == 4
        assert all(len(one.get("alt").split()) > 4 for one in pictures)

    @given(st.text())
    def test_anchors_are_those_of_a_repository_page(self, heading: str) -> None:
        assert slug(slug(heading)) == slug(heading)
        assert " " not in slug(heading)


class TestWhatIsClaimed:
    def test_each_position_stands_beside_the_others_with_who_holds_it(self, page: Pages) -> None:
        there = page("position")
        for question in ontology.positions():
            anchor = question.concept.name
            (section,) = there.xpath(f"//section[@aria-labelledby={anchor!r}]")
            sides = section.xpath(".//article")
            assert len(sides) == len(question.positions) >= 2
            for side, position in zip(sides, question.positions, strict=True):
                told = words(side)
                assert position.claim.statement in told
                for agent in position.held_by:
                    assert agent.name in told
                for claim in (*position.supported_by, *position.disputed_by):
                    assert question.label_of(claim).removesuffix(".") in told

    def test_claims_of_one_label_say_of_whom_they_are(self, page: Pages) -> None:
        told = words(page("position").find(".//main"))
        assert "City government: too political" in told
        assert "Public school system: too political" in told

    def test_a_holder_is_reported_by_the_documents_that_speak_for_it(self, page: Pages) -> None:
        told = words(page("position").find(".//main"))
        assert "Stakeholders of the Corridors case-study site (as reported by Klempin)" in told

    def test_no_kind_of_claim_is_called_by_the_name_of_its_class(self, site: Path) -> None:
        for path in site.rglob("*.html"):
            vocabulary = "ontology" in {path.stem, path.parent.name}
            if not vocabulary and path.stem not in (
                "search",
                "ask-the-graph",
            ):  # which name classes
                text = path.read_text(encoding="utf-8").lower()
                assert "suitability claim" not in text, path.name
                assert "membership claim" not in text, path.name
                assert "candidacy claim" not in text, path.name

    def test_terms_stand_in_the_order_of_the_alphabet_with_a_list_before_them(
        self, page: Pages
    ) -> None:
        there = page("term")
        labels = [words(one).removesuffix("#") for one in there.xpath("//article/h2")]
        assert labels == sorted(labels, key=str.casefold)
        listed = there.xpath("//nav[@aria-label='On this page']//a")
        assert [words(one) for one in listed] == labels
        names = there.xpath("//article/@id")
        assert [one.get("href") for one in listed] == [f"#{name}" for name in names]

    def test_each_kind_of_organization_has_its_benefits_and_challenges(self, page: Pages) -> None:
        there = page("organization-type")
        for kind in ontology.types():
            (article,) = there.xpath(f"//article[@id={kind.concept.name!r}]")
            for claim in (*kind.benefits, *kind.challenges):
                assert claim.label.removesuffix(".") in words(article)

    def test_a_claim_that_is_reported_says_by_whom(self, page: Pages) -> None:
        reported = [claim for claim in ontology.claims() if claim.attribution.second_hand]
        on_documents = [claim for claim in reported if "/source/" in claim.iri]
        assert on_documents
        for claim in on_documents:
            name, _, anchor = address(claim.iri).partition(".html#")
            (article,) = page(name).xpath(f"//article[@id={anchor!r}]")
            assert "as reported by" in words(article)


class TestDocuments:
    def test_each_passage_says_where_it_stands_and_what_rests_on_it(
        self, page: Pages, site: Path
    ) -> None:
        graph = ontology.graph
        used = 0
        for passage in graph.subjects(TYPE, term("oa:SpecificResource")):
            name, _, anchor = address(str(passage)).partition(".html#")
            if (site / name / "passages.html").exists():  # many have a page of their own
                (link,) = page(name).xpath(f"//a[@id={anchor!r}]/@href")
                assert link.endswith(f"{name}/passages.html#{anchor}")
                name += "/passages"
            (row,) = page(name).xpath(f"//tr[@id={anchor!r}]")
            told = ontology.reader.passage(passage)
            assert told.locator in words(row)
            characters = f"{told.start}–{told.end}" if told.end else "not known"
            assert characters in words(row)
            resting = {
                thing
                for predicate in ("bkg:quotedFrom", "bkg:paraphrasedFrom")
                for thing in graph.subjects(term(predicate), passage)
            }
            assert len(row.xpath(".//li")) == len(resting)
            for thing in resting:
                assert ontology.reader.label(thing) in words(row)
            used += len(resting)
        assert used > 400

    def test_words_are_given_for_short_labels_only(self, site: Path) -> None:
        for path in (site / "source").rglob("*.html"):
            for quote in re.findall(r"<td>“([^”]*)”</td>", path.read_text(encoding="utf-8")):
                assert len(quote.split()) <= 20


@pytest.mark.parametrize("module", [addresses, guides, markdown])
def test_the_examples_of_docstrings_hold(module: ModuleType) -> None:
    result = doctest.testmod(module)
    assert (result.attempted > 0, result.failed) == (True, 0)

"""The questions that the knowledge base is there to answer, checked by hand in the documents.

Each is one question of the library, over the knowledge base and the examples.
"""

from __future__ import annotations

from tests.sparql.asked import Row, examples

TACOMA, BUFFALO = "Graduate Tacoma", "Say Yes Buffalo"


def ask(name: str, **settings: str) -> list[Row]:
    return examples().ask(name, **settings)


def test_what_all_lists_have_in_common_by_independent_voice() -> None:
    found = {row[1]: row[2:] for row in ask("what-frameworks-agree-on", match="any")}
    # Nothing is in every list. Of the nine other voices that FSG's list of July 2012 was compared
    # with, eight have something like shared measurement.
    assert max(int(asked) for _, asked in found.values()) == 9
    assert max(int(there) for there, asked in found.values() if asked == "9") == 8
    assert found["Establish shared measurement practices"] == ("8", "9")
    assert found["Core data analytics role"] == ("4", "5")
    # Opposites are no agreement: neutrality is wanted by one list, a stand by another.
    assert found["A reputation for being neutral"] == ("1", "5")


def test_how_and_why_fsgs_list_changed() -> None:
    found = ask("changes-between-editions")
    assert [row[0] for row in found] == [
        *("renamed", "renamed", "renamed", "dropped", "renamed", "added", "unchanged")
    ]
    assert {row[4] for row in found} == {"FSG"}
    # No reason is given for what stayed.
    assert [row[2] for row in found if not row[3]] == ["Mobilize funding"]


def test_who_lists_policy() -> None:
    voices = {row[0] for row in ask("who-lists", word="policy")}
    # Klempin's list sums up others; neither FSG in January 2012 nor StriveTogether lists it.
    assert voices == {
        *("", "Collective Impact Forum", "FSG", "Mathematica and Equal Measure", "PolicyLink")
    }
    editions = {row[1] for row in ask("who-lists", word="policy") if row[0] == "FSG"}
    assert editions == {"FSG, July 2012"}


def test_neutral_or_with_a_point_of_view_and_on_what_evidence() -> None:
    found = ask("contested-positions", word="neutral")
    takes = {(row[1], row[4], row[7]) for row in found if row[2] == "takes"}
    assert takes == {
        ("Neutral", "Stakeholders of the Corridors case-study site", "opinion"),
        ("Neutral", "Serena Klempin", "case"),
        ("With a point of view", "PolicyLink", "opinion"),
    }


def test_which_claims_for_sharing_rest_on_a_study() -> None:
    found = ask("contested-positions", word="shared")
    about = [row for row in found if row[1].startswith("Shared")]
    assert {row[7] for row in about} == {"opinion", "not said"}
    # A case study reports a few stakeholders of one site for it, and one against it.
    site = [row for row in about if row[4].startswith("Stakeholders")]
    assert [(row[2], row[3], row[5], row[7]) for row in site] == [
        ("supports", "Work by expertise", "some", "opinion"),
        ("disputes", "Hard to act as one", "one", "opinion"),
    ]


def test_independent_voices_are_counted_and_not_claims() -> None:
    counts = {row[1:4]: row[4:] for row in ask("what-is-known", word="shared")}
    # The Mathematica team, StriveTogether with Edmondson, the Forum, the site, Schwenger.
    voices, claims = counts["Shared among organizations", "for", "any"]
    assert (voices, int(claims) > 20) == ("5", True)
    assert counts["One organization", "for", "any"] == ("1", "1")


def test_who_suggested_whom_for_each_data_capacity_and_who_holds_it() -> None:
    found = ask("suggested-and-held", word="data")
    assert len({row[0] for row in found}) == 2
    for role in {row[0] for row in found}:
        suggested = {row[2] for row in found if row[:2] == (role, "suggested")}
        assert suggested == {"Think tank", "Research institution", "K-12 school district"}
    assert {row[4] for row in found if row[1] == "suggested"} == {"Mathematica and Equal Measure"}
    held = {row[2:] for row in found if row[1] == "held"}
    assert ("Tacoma Public Schools", "K-12 school district", TACOMA) in held
    assert ("American Institutes for Research", "Research institution", BUFFALO) in held
    assert {row[2] for row in held} == {TACOMA, BUFFALO}
    assert ask("suggested-and-held", word="data", partnership=BUFFALO) == [
        row for row in found if row[4] != TACOMA
    ]
    before = ask("suggested-and-held", word="data", date="1990")
    assert {row[1] for row in before} == {"suggested"}


def test_the_backbones_own_share() -> None:
    shares = {row[0]: row[2:5] for row in ask("backbone-share")}
    assert shares == {TACOMA: ("5", "33", "15.15"), BUFFALO: ("3", "33", "9.09")}


def test_whether_work_devolved_in_tacoma() -> None:
    shares = ask("backbone-share", partnership=TACOMA, snapshots="all")
    assert [row[2:5] for row in shares] == [("7", "37", "18.92"), ("5", "33", "15.15")]
    # The backbone's share fell, but no role is known to have gone from it to a partner.
    moved = ask("roles-that-changed-hands", partnership=TACOMA)
    assert "Foundation for Tacoma Students" not in {row[2] for row in moved}


def test_which_roles_are_hardest_to_fill() -> None:
    found = ask("roles-hardest-to-fill")
    # Of no role is it known that nobody holds it; that is not the same as no evidence.
    assert {row[1] for row in found} == {"0"}
    silent = {row[0] for row in found if row[2] == "2"}
    assert {"Build trust", "Resolve conflict", "Manage expectations"} <= silent
    assert len(silent) == 7
    states = ask("unfilled-roles")
    for partnership in (TACOMA, BUFFALO):
        assert silent <= {row[3] for row in states if row[0] == partnership}


def test_city_government_as_a_backbone() -> None:
    found = ask("benefits-and-challenges", kind="City government")
    assert {row[:2] for row in found} == {
        ("City government", "benefit"),
        ("City government", "challenge"),
        ("a city government department", "observed"),
        ("government agencies", "candidate"),
    }


def test_the_lineage_of_the_frameworks() -> None:
    july = {row[1:] for row in ask("lineage", framework="fsg-2012-07")}
    assert ("FSG, July 2012", "revises", "FSG, January 2012") in july
    study = "Evaluation of six backbones in Greater Cincinnati"
    assert ("FSG, July 2012", "rests on", study) in july
    ours = {row[1:] for row in ask("lineage", framework="mathematica")}
    compiled = {row[2] for row in ours if row[1] == "compiled from"}
    assert len(compiled) == 3
    (guide,) = (title for title in compiled if title.startswith("Backbone Starter Guide"))
    assert (guide, "sums up", "FSG") in ours


def test_whether_the_committees_follow_the_footnote() -> None:
    found = ask("committee-and-suggestions")
    kinds = {row[1] for row in found}
    assert kinds == {
        *("Child care provider", "Preschool", "K-12 school district"),
        *("Higher education institution", "Employer"),
    }
    # Nobody is said to be on a committee: of those who could be, the data do not say.
    assert {row[2] for row in found} == {"0"}
    told = {(row[0], row[1]): row[3:] for row in found}
    assert told[TACOMA, "K-12 school district"] == ("1", "1")
    assert told[BUFFALO, "Higher education institution"] == ("3", "3")
    assert ask("committee-and-suggestions", partnership=BUFFALO, date="2023") == [
        row for row in found if row[0] == BUFFALO
    ]

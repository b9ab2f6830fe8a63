"""The words of every finding: what is wrong and what to do, by code.

``{name}`` stands for a detail of the finding. A check that brings its own words in the shapes does
not need an entry here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from backbone_kg.base.findings import Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


class Message(NamedTuple):
    """What a kind of finding says.

    Parameters
    ----------
    severity
        How much it matters.
    text, remedy
        What is wrong and what to do, as templates.
    code
        The code that the finding carries when it differs from the entry's own name.
    """

    severity: Severity
    text: str
    remedy: str = ""
    code: str = ""


READING: dict[str, Message] = {
    # --- sheets ---
    "not-in-the-template": Message(
        ERROR, "This file is not in the form of the template; {looks_like}.", "{how}"
    ),
    "missing-sheet": Message(
        ERROR,
        "The sheet “{sheet}” is missing.",
        "Add it, or start from a fresh workbook: backbone-kg new.",
    ),
    "missing-sheet-near": Message(
        ERROR,
        "The sheet “{sheet}” is missing.",
        "If “{near}” is meant to be it, rename that sheet to “{sheet}”.",
        code="missing-sheet",
    ),
    "duplicate-sheet": Message(
        ERROR,
        "There are two sheets of this name, “{first}” and “{sheet}”; only the first was read.",
        "Put everything on one of them, and give the other a name of its own.",
    ),
    "unknown-sheet": Message(
        WARNING,
        "The sheet “{sheet}” is not part of the data file and was not read.",
        "{did_you_mean}Leave it if nothing on it belongs to the data.",
    ),
    "unknown-sheet-with-rows": Message(
        WARNING,
        "The sheet “{sheet}” is not part of the data file and was not read. {rows} on it could "
        "belong on “{like}”; figures count {them} as not read.",
        "{did_you_mean}Copy what belongs to the data to “{like}”, and keep what does not in a file "
        "of its own.",
        code="unknown-sheet",
    ),
    "exported-name": Message(
        INFO,
        "“{value}” was read as the sheet “{read_as}”; what stands before or after it was passed "
        "over.",
    ),
    "newer-template": Message(
        WARNING,
        "This file was made with backbone-kg {value}; this is {version}, which may not know all of "
        "its sheets and columns.",
        "Check it with that version: pip install --upgrade backbone-kg.",
    ),
    "older-template": Message(
        INFO,
        "This file was made with backbone-kg {value} and was read as it is. Its template lacks "
        "{headings}; to have them: backbone-kg new OUT.xlsx --from and the name of this file.",
    ),
    "empty-partnership": Message(
        ERROR, "The sheet “{sheet}” is empty.", "Fill in one row: the partnership's name and so on."
    ),
    "empty-sheet": Message(
        WARNING, "Nothing is filled in on the sheet “{sheet}”.", "Fill in a row for each."
    ),
    "extra-row": Message(
        ERROR,
        "This sheet takes one row; row {rows} was not read.",
        "Keep one partnership in each file.",
    ),
    # --- merged files ---
    "open-conflict": Message(
        ERROR,
        "“{heading}” of “{about}” is not decided: {said}.",
        "Write what is right into {where}, and delete the rows of it here.",
    ),
    "open-conflict-row": Message(
        ERROR,
        "Whether the row “{about}” stays is not decided: {said}.",
        "Keep the row or delete it ({where}), and delete the rows of it here.",
        code="open-conflict",
    ),
    # --- headings ---
    "missing-headings": Message(
        ERROR,
        "No row of headings was found on this sheet.",
        "Put these in one row above the data: {headings}.",
    ),
    "heading-row-moved": Message(INFO, "The headings were found in row {row}.{above}"),
    "rows-above-headings": Message(
        ERROR,
        "The headings were found in row {row}; what stands above them (row {rows}) was not read.",
        "Move the row of headings above the data, or leave one cell alone in each row of a title.",
    ),
    "missing-heading": Message(
        ERROR,
        "The column “{heading}” is missing.",
        "Add the heading “{heading}” in row {row}{unknown}. {description}",
    ),
    "misspelled-heading": Message(
        ERROR,
        "The column “{near}” is missing; this one is called “{heading}”.",
        "If this is meant to be it, write “{near}” as its heading; otherwise add that column.",
        code="missing-heading",
    ),
    "unknown-heading": Message(
        WARNING,
        "The column “{heading}” is not known; it was kept but not used.",
        "Leave it if you only want to keep it here.",
    ),
    "unknown-headings": Message(
        WARNING,
        "{count} columns are not known, such as {first}; they were kept but not used.",
        "Leave them if you only want to keep them here.",
        code="unknown-heading",
    ),
    "unknown-heading-near": Message(
        WARNING,
        "The column “{heading}” is not known; it was kept but not used.",
        "Did you mean “{near}”? Then write the heading so; otherwise leave it.",
        code="unknown-heading",
    ),
    "heading-read-as": Message(INFO, "The heading “{heading}” was read as “{near}”."),
    "duplicate-heading": Message(
        ERROR,
        "The heading “{heading}” stands here a second time; this column was not used.",
        "Put everything in one of the two columns, and give the other a heading of its own.",
    ),
    "missing-heading-over-data": Message(
        WARNING,
        "There is something in this column (“{value}”) but no heading over it.",
        "Give the column a heading.",
        code="column-without-heading",
    ),
    # --- rows that are no data ---
    "example-row": Message(INFO, "The example row of the template, “{value}”, was left out."),
    "example-left": Message(
        WARNING,
        "“{value}” is the template's example and was not read.{more}",
        "Write your own in its place, or clear the cell.",
    ),
    "example-left-required": Message(
        ERROR,
        "“{value}” is the template's example and was not read.",
        "Write your own in its place; if you did not mean to add this row, clear all of it.",
        code="example-left",
    ),
    "repeated-heading": Message(
        INFO, "A row that repeats the headings was left out, beginning with “{value}”.{more}"
    ),
    "total-row": Message(INFO, "The row “{value}” was taken for a total and left out.{more}"),
    "note-row": Message(INFO, "“{value}” was taken for a remark and left out.{more}"),
    "section-row": Message(
        INFO,
        "“{value}” stands alone in its row; it was taken for a heading of the rows below and left "
        "out.{more} If it is data, fill in the rest of its row.",
    ),
    "as-above": Message(INFO, "“{value}” was read as “{read_as}”, from the row above.{more}"),
    # --- cells ---
    "merged-cells": Message(
        ERROR,
        "The cells {range} are merged; only the first of them holds a value.",
        "Unmerge them and write the value into each cell.",
    ),
    "hidden-rows": Message(INFO, "{which} hidden, and {were} read all the same."),
    "hidden-columns": Message(INFO, "{which} hidden, and {were} read all the same."),
    "hidden-sheet": Message(INFO, "The sheet “{sheet}” is hidden, and was read all the same."),
    "text-in-drawings": Message(INFO, "The sheet “{sheet}” has {what}, which was not read."),
    "struck-through": Message(
        WARNING,
        "“{value}” is struck through, and was read all the same.{more}",
        "If it does not hold, give it an end or delete its row; otherwise take the line away.",
    ),
    "date-as-shown": Message(
        INFO, "The date {value} is shown as {read_as}, and was read so.{more}"
    ),
    "number-as-shown": Message(
        INFO, "The number {value} is shown as “{read_as}”, and was read so.{more}"
    ),
    "merged-title": Message(INFO, "The merged cells {range} above the headings were passed over."),
    "cells-not-read": Message(
        ERROR,
        "“{value}” stands in this cell of the file and was not read, because the file states it in "
        "a way in which a cell cannot be stated, or twice.{more}",
        "Type what is meant into the cell again, and save the workbook.",
    ),
    "formula-error": Message(
        ERROR,
        "The formula in this cell has no result: it shows {value}.",
        "Mend the formula, or type the value.",
    ),
    "not-calculated": Message(
        ERROR,
        "The formula {value} was never calculated, so its result is not in the file.",
        "Open and save the file in a spreadsheet program, or type the value.",
    ),
    "default-used": Message(INFO, "“{heading}” is blank; “{value}” was taken."),
    "own-role-near": Message(
        WARNING,
        "“{value}” was taken as a role of your own.",
        "If you meant “{near}”, write it so; otherwise leave it.",
    ),
    "roles-of-another-framework": Message(
        WARNING,
        "“{value}” and others, {count} in all, are roles of “{other}” and not of “{framework}”; "
        "they were taken as roles of your own.",
        "If you go by “{other}”, choose it as the framework; otherwise leave them beside the "
        "framework's.",
    ),
    # --- what was forgiven ---
    "marked-text": Message(
        INFO,
        "“{value}” was read as “{read_as}”: the apostrophe only marks as text what begins like a "
        "formula.{more}",
    ),
    "blank-rows": Message(INFO, "{count} blank rows at the end of this sheet were passed over."),
    "encoding-guessed": Message(INFO, "This file was read as {encoding}.{so}"),
    "encoding-unsure": Message(
        WARNING,
        "This file was read as {encoding}, and can be in {other} as well: “{value}” here would be "
        "“{otherwise}” then.",
        "Check a name; if it is wrong, open the file in the spreadsheet program and save it as "
        "“CSV UTF-8”.",
    ),
    "broken-letters": Message(
        WARNING,
        "The letters of “{value}” were broken before: it likely was “{read_as}”.{more}",
        "Write it so here and wherever else it stands.",
    ),
    "lost-letters": Message(
        WARNING,
        "A letter was lost in “{value}” before.{more}",
        "Write it as it should be, here and wherever else it stands.",
    ),
    "separator-guessed": Message(INFO, "The columns of this file are divided by a {separator}."),
    "stray-spaces": Message(
        INFO, "Stray spaces around or inside “{read_as}” were passed over.{more}"
    ),
    "near-name": Message(
        INFO, "“{value}” was read as “{read_as}”, the one known name that is like it.{more}"
    ),
    "name-variant": Message(INFO, "“{value}” was read as “{read_as}”.{more}"),
    "text-number": Message(INFO, "The text “{value}” was read as the number {read_as}.{more}"),
    "written-date": Message(INFO, "“{value}” was read as the date {read_as}.{more}"),
    "open-end": Message(INFO, "“{value}” was read as not ended.{more}"),
    "web-address-completed": Message(INFO, "“{value}” was read as {read_as}.{more}"),
    # --- RDF files ---
    "no-partnership": Message(
        ERROR,
        "Nothing in this file is a partnership.",
        "State one: <…> a <https://w3id.org/backbone-kg/ontology#Partnership> .",
    ),
    "several-partnerships": Message(
        ERROR, "There is more than one partnership: {listed}.", "Keep one in each file."
    ),
    "unknown-class": Message(
        ERROR,
        "{thing} is stated to be {kind}, which is not known, so nothing it states was used.",
        "Check the spelling of {kind}.{suggestion}",
    ),
    "thing-without-class": Message(
        ERROR,
        "It is not stated what {thing} is, so nothing it states was used.",
        "State what it is (“a …”).{suggestion}",
    ),
    "thing-not-used": Message(
        WARNING,
        "Nothing that is stated of {thing}{parts} was used: it is no partnership, partner, role or "
        "assignment.",
        "Leave it if you only want to keep it here.",
        code="unknown-class",
    ),
    "class-not-used": Message(
        WARNING,
        "{thing} is also stated to be {kind}, which was not used.",
        "Leave it if it is meant.{suggestion}",
        code="unknown-class",
    ),
    "unknown-key": Message(
        ERROR,
        "The key “{key}”{of} is not known, so what it states was not used.{more}",
        "Check its spelling, or give its meaning in the context.{suggestion}",
    ),
    "repeated-key": Message(
        ERROR,
        "The key “{key}”{of} stands here twice; the first value, “{value}”, was not read.",
        "Keep one, or put both values into a list.",
    ),
    "context-missing": Message(
        WARNING,
        "No @context in this file says what its keys mean; they were read as those of a data file.",
        "Write “{line}” into its outermost braces, so that other programs can read it, too.",
        code="no-context",
    ),
    "bare-id": Message(INFO, "“{value}” is no full address and was read as <{read_as}>.{more}"),
    "namespace-read-as": Message(INFO, "What begins with <{value}> was read as <{read_as}>."),
    "language-left-out": Message(
        INFO, "“{value}” is marked as {language} and was read as plain text.{more}"
    ),
    "date-out-of-range": Message(
        ERROR,
        "“{value}” in “{heading}” of {thing} is no date from the years 1000 to 2999.",
        "Write a year (2019), a month (2019-06) or a day (2019-06-30).",
        code="impossible-date",
    ),
    "misspelled-property": Message(
        ERROR,
        "The property {property} of {thing} is not known, so what it states was not used.",
        "Check its spelling.{suggestion}",
        code="unknown-property",
    ),
    "unknown-property": Message(
        WARNING,
        "The property {property} of {thing} is not known; it was kept but not used.",
        "Check its spelling.{suggestion}",
    ),
}
"""What the reader says of a file; the entries' names are codes of ReadingNote."""


_TO_KEEP = "To keep them in Notes: import … --contacts."

IMPORTING: dict[str, Message] = {
    # --- what was read as what ---
    "import-role-read": Message(
        INFO,
        "“{value}” was read as the role “{read_as}”{why}.",
        "If it is not, correct it under roles in the map.",
    ),
    "import-role-own": Message(
        INFO,
        "No role of the framework is like “{value}”; it was taken as a role of your own.{more}",
        "If it is one of them, write it under roles in the map.",
    ),
    "import-role-unmarked": Message(
        INFO,
        "Nothing says who does “{value}”; it was taken as a role without a known holder.{more}",
        "If it is a heading over other rows, write section for this row in the map.",
    ),
    "import-role-unsure": Message(
        WARNING,
        "“{value}” may mean {others}; it was taken as a role of your own.",
        "Write under roles in the map which is meant.",
    ),
    "import-another-framework": Message(
        WARNING,
        "“{value}” and others, {count} in all, are roles of “{other}”.",
        "If the file goes by it, import with --framework {slug}, and move the map away first.",
    ),
    "import-roles-are-one": Message(
        WARNING,
        "“{value}” was read as “{read_as}”, and so was “{other}”; they became one role.",
        "To keep them apart, write a name of its own for one of them under roles in the map.",
    ),
    "import-name-read": Message(INFO, "“{value}” was read as “{read_as}”, as the map says."),
    "import-kind-read": Message(
        INFO,
        "“{value}” was read as the type “{read_as}”.{more}",
        "If it is not, correct it under kinds in the map.",
    ),
    "import-kind-guessed": Message(
        INFO,
        "The type of “{value}” was taken to be “{read_as}”: {why}.",
        "If it is not, correct it under partners in the map.",
    ),
    "import-kind-unknown": Message(
        WARNING,
        "Nothing known here tells what kind of organization “{value}” is; its type is blank.{more}",
        "Write it under partners in the map.",
    ),
    "import-placeholder": Message(
        WARNING,
        "“{value}” may not be a partner yet; it was taken as one.",
        "If it is none, write - for it under partners in the map.",
    ),
    "import-number-read": Message(INFO, "“{value}” was read as the number {read_as}.{more}"),
    "import-date-read": Message(INFO, "“{value}” was read as the date {read_as}.{more}"),
    # --- what was not taken, or kept elsewhere ---
    "import-in-notes": Message(
        INFO, "“{value}” has no column of its own in the data file; it was kept in Notes.{more}"
    ),
    "import-value-not-taken": Message(
        WARNING,
        "“{value}” was not taken as “{heading}”, since it can be read in several ways or in none; "
        "it was kept in Notes.{hint}{more}",
        "Write under dates in the map which date is meant; mend a number in the file.",
    ),
    "import-listing-partial": Message(
        WARNING,
        "The listing stays partial: “{value}” leaves open who holds a role, and in a complete "
        "listing that would read as nobody.",
        "Find out, or say under marks in the map what it means.",
    ),
    "import-mark-unknown": Message(
        INFO,
        "“{value}” says that it is not known; it became no assignment and was kept in Notes.{more}",
    ),
    "import-mark-noted": Message(
        INFO, "“{value}” is not holding a role; it was kept in Notes.{more}"
    ),
    "import-mark-not-taken": Message(
        WARNING,
        "What “{value}” means is not clear; it became no assignment and was kept in Notes.{more}",
        "Write under marks in the map what it means.",
    ),
    "import-without-name": Message(
        WARNING,
        "“{value}” belongs to no named partner or role; it was not taken.{more}",
        "Write the name into the row or over the column.",
    ),
    "import-no-partner": Message(
        WARNING, "“{value}” connects no partner with anything; it was not taken.{more}"
    ),
    "import-section": Message(
        INFO,
        "“{value}” was taken as a heading over the rows below, not as a role or a partner.",
        "If it is one, write role or partner for this row in the map.",
    ),
    "import-total-left-out": Message(INFO, "“{value}” is a sum and was left out.{more}"),
    "import-heading-again": Message(INFO, "The headings stand here again; passed over.{more}"),
    "import-contact-left-out": Message(
        INFO, "Contact data (“{value}”) were left out.{more}", _TO_KEEP
    ),
    "import-left-out": Message(INFO, "“{value}” was left out.{more}"),
    "import-role-left-out": Message(INFO, "The role “{value}” was left out, as the map says."),
    "import-partner-left-out": Message(
        INFO, "“{value}” was not taken as a partner, with all its marks.{more}"
    ),
    "import-table-left-out": Message(
        WARNING,
        "Nothing was taken from “{value}”: nothing in it tells who takes part or does what.",
        "If it should be read, give it headings such as Organization and Role.",
    ),
    "import-colors": Message(
        WARNING,
        "{count} cells hold a color and no text ({cells}); colors cannot be read.",
        "Write a mark such as x into each cell that means something.",
    ),
    # --- what the file says that should be looked at ---
    "import-several-leads": Message(
        WARNING,
        "Several partners lead “{value}”: {who} ({cells}).",
        "If they agreed on that, leave it; otherwise let one lead.",
    ),
    "import-raci-accountable": Message(
        WARNING,
        "{count} accountable (A) for “{value}”; in a RACI chart exactly one is.",
        "Give A to one of them.",
    ),
    "import-raci-responsible": Message(
        WARNING,
        "Nobody is responsible (R) for “{value}”; in a RACI chart somebody is.",
        "Give R to those who do the work.",
    ),
}
"""What an import says of the user's own file."""


CONTENT: dict[str, Message] = {
    "missing-value": Message(ERROR, "“{heading}” is blank.", "Fill it in.{above} {description}"),
    "several-values": Message(ERROR, "“{heading}” has more than one value.", "Keep one."),
    "unknown-name": Message(
        ERROR, "“{value}” is not {known_as}.{why}", "{did_you_mean}{where_to_add}"
    ),
    "several-rows": Message(
        ERROR,
        "“{value}” names {count} {noun} in one cell: {listed}.",
        "Write one row for each.{divide}{where_to_add}",
        code="several-values",
    ),
    "several-for-one": Message(
        ERROR,
        "“{value}” names {count} {noun} in one cell: {listed}.",
        "Choose one: “{heading}” takes only one. Keep the others in a column for notes."
        "{where_to_add}",
        code="several-values",
    ),
    "not-in-list": Message(
        ERROR,
        "“{value}” is not one of: {choices}.{why}",
        "{did_you_mean}Choose one of the list: {description}",
    ),
    "other-kind": Message(
        ERROR,
        "“{value}” is stated as another kind of value than “{heading}” takes.",
        "Write {stated}.",
    ),
    "not-a-number": Message(
        ERROR, "“{value}” is not a number.", "{did_you_mean}Write a number such as {example}."
    ),
    "number-range": Message(
        ERROR,
        "“{value}” is not one number: it goes from {first} to {last}.",
        "Write one number; if you do not know which, leave it blank.",
    ),
    "time-share": Message(
        ERROR,
        "“{value}” is a time and not a number of full-time staff.",
        "It is {suggestion} of a full-time week of {what}: write {suggestion} if that is yours.",
    ),
    "not-a-whole-number": Message(
        ERROR,
        "“{value}” is not a whole number.",
        "{did_you_mean}Write a whole number such as {example}.",
    ),
    "not-a-date": Message(
        ERROR,
        "“{value}” is not a date.",
        "{did_you_mean}Write a year (2019), a month (2019-06) or a day (2019-06-30).",
    ),
    "ambiguous-date": Message(
        ERROR,
        "“{value}” can mean two different days.",
        "Write the year first: {suggestion}.",
    ),
    "vague-date": Message(ERROR, "“{value}” is not one date; it can be {what}.", "{choose_date}"),
    "two-dates": Message(ERROR, "“{value}” is {what} in one cell.", "{choose_date}"),
    "date-without-year": Message(
        ERROR, "“{value}” is a date without its year.", "Write the year too, such as 2019-06."
    ),
    "impossible-date": Message(
        ERROR,
        "There is no such date as “{value}”.",
        "{did_you_mean}Write a year (2019), a month (2019-06) or a day (2019-06-30).",
    ),
    "not-yes-or-no": Message(ERROR, "“{value}” is neither yes nor no.", "Write yes or no."),
    "not-a-web-address": Message(
        ERROR, "“{value}” is not a web address.", "Write one such as {example}."
    ),
    "too-small": Message(ERROR, "{value} is less than {limit}.", "Write a number from {limit} up."),
    "too-large": Message(
        ERROR, "{value} is more than {limit}, which cannot be meant.", "Check the number."
    ),
    "holder-is-no-member": Message(
        WARNING,
        "“{value}” holds a role on {day} but is not a partner then.",
        "Give the assignment an end in “To”, or check “Joined” and “Left” of the partner.",
    ),
    "shared-identifier": Message(
        ERROR,
        "“{value}” is the identifier of “{other}” ({where}), too.",
        "If they are one, keep one row and write its name everywhere; if they are two, mend one.",
    ),
    "identifier-form": Message(
        WARNING, "“{value}” {what}.", "{did_you_mean}Check it in the register."
    ),
    "probable-duplicate": Message(
        WARNING,
        "“{value}” and “{other}” ({where}) may be one: the names {why}.",
        "If they are one, write one name everywhere and keep one row; if they are two, give each "
        "its identifier, so that they are told apart.",
    ),
    "overlapping-memberships": Message(
        ERROR,
        "“{value}” stands here more than once for the same time: {where}, too.",
        "Keep one row for each time in which it was a partner; if they are two, tell their names "
        "apart.",
        code="duplicate-partner",
    ),
    "overlapping-assignments": Message(
        WARNING,
        "“{value}” holds the same role for the same time in another row, {where}.",
        "Keep one of them, or mend the dates. Until then, while both hold, the FTE of one of them "
        "counts: the most that is given.",
    ),
    "wrong-form": Message(
        ERROR, "“{value}” is not written as it should be.", "Write it like this: {example}."
    ),
}
"""What a shape says of a value, by kind of trouble."""


_PLACEHOLDER = r"\{(\w+)\}"


def fill(template: str, details: Mapping[str, str]) -> str:
    """Return a template with its details filled in.

    Parameters
    ----------
    template
        A text with the names of details in braces. Other braces stay as they are.
    details
        By name; one that is missing is filled in as nothing.

    Examples
    --------
    >>> fill("“{value}” is not one of {a, b}.{more}", {"value": "c"})
    '“c” is not one of {a, b}.'
    """
    return re.sub(_PLACEHOLDER, lambda match: details.get(match[1], ""), template).strip()

"""What people write in everyday words, and the names in the lists that they can stand for.

One table for each kind of cell. Words compare as names do; see :func:`backbone_kg.base.names.key`.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from backbone_kg.base.names import key


class Words(NamedTuple):
    """Words that mean much the same, and what they can stand for.

    Parameters
    ----------
    words
        In lower case.
    names
        The names in a list that they can stand for, the likeliest first; roles by the last part of
        their IRI.
    why
        What is to be said of the words, as the end of a sentence about them; "" if nothing.
    list_of
        Where they stand for none of a list: a name in the list that they are written in.
    """

    words: tuple[str, ...]
    names: tuple[str, ...]
    why: str = ""
    list_of: str = ""


def _words(text: str) -> tuple[str, ...]:
    return tuple(key(word) for word in text.strip().split("; "))


def _table(text: str) -> tuple[Words, ...]:
    """Return the entries of a list: the words, behind “=>” the names, behind another the why."""
    entries = " ".join(text.split()).removeprefix("- ").split(" - ")
    each = [entry.split("=>") for entry in entries]
    return tuple(
        Words(_words(words), tuple(filter(None, names.strip().split("; "))), "".join(why).strip())
        for words, names, *why in each
    )


CHOICES_READ: Final = {
    words.names[0]: words.words
    for words in _table("""
- l; leads; leading; leader; lead agency; lead organization; lead organisation; lead org; lead
  partner; lead role; co-lead; colead; co lead; co-leads; coleads; co-leader; primary; primary lead;
  lead (primary); in the lead
  => lead
- s; supports; supporting; supporter; supportive; support role; supporting role; supporting partner;
  support partner; secondary; assist; assists; assisting; in support; co-support; supporting agency;
  support agency; backup; helper; helps
  => support
- full; full listing; complete listing; completed; all; comprehensive
  => complete
- incomplete; not complete; partial listing; in part; partly; some; partially; partially complete
  => partial
- y; x; true; 1; ✓; ✔; ☑; ✅; wanted; want; needed; we want it
  => yes
- not our; not our role; left to others; others; not ours to do
  => not ours
- ?; undecided; not decided; tbd; not sure; unsure; don't know; unk
  => unknown
""")
}
"""Words that are read as a value of a list, with a note, since they can mean nothing else in it."""

CHOICES_ASKED: Final = (
    Words(
        _words("in progress; draft; ongoing; working on it; started; wip; to be completed"),
        ("partial",),
        "may say that the list is not finished",
    ),
    Words(_words("final; done; finished; current; up to date"), ("complete", "partial")),
    Words(_words("r; responsible; doer; does it; implementer"), ("lead", "support")),
    Words(_words("a; accountable; owner; owns; approver; champion; chair; co-chair"), ("lead",)),
    Words(
        _words("c; i; consulted; informed; c/i"),
        (),
        "is said of somebody who is asked or told and holds no role",
        "lead",
    ),
    Words(_words("p; participant; member; partner; contributor; contributes"), ("support", "lead")),
    Words(_words("no; n; false; 0; n/a; not applicable; none"), ("not ours", "unknown")),
)
"""Words that can stand for a value of a list, or for another."""

TYPES: Final = _table("""
- committee; subcommittee; leadership team; leadership group
  => Steering committee; Working group or network
- council; cabinet
  => Steering committee; City government; Board
- workgroup; work group; team; collaborative; alliance; consortium; action network; collaborative
  action network
  => Working group or network
- preschool; pre-k; prek; head start; early head start; early childhood; early learning; daycare;
  day care; childcare; nursery
  => Child care provider; Preschool
- community college; technical college; higher ed; campus; university system
  => Higher education institution
- school; schools; isd; usd; cusd; district; elementary school; middle school; high school; charter
  school; charter; private school; k-12; k12; lea; academy; school board; education; educational
  institution
  => K-12 school district; Preschool; Higher education institution
- hospital; clinic; health system; health center; healthcare; health care; health provider; medical
  center; medical; health; fqhc; mental health
  => Direct service provider; Other stakeholder
- chamber; chambers; trade association; business association; industry association
  => Employer
- united way; boys and girls club; boys & girls club; ymca; ywca; community action agency
  => Community-based organization; Direct service provider; Funder; Intermediary
- library; museum; arts organization; arts; parks
  => Other stakeholder; City government
- church; faith; faith-based; faith based; faith-based organization; congregation; religious;
  mosque; synagogue; ministry; labor; union local
  => Other stakeholder
- 501(c)(3); 501c3; 501(c)3; 501 c 3; 501(c)(4); 501c4; tax-exempt; tax exempt
  => Community-based organization; Direct service provider; Foundation; Intermediary; Other
     stakeholder
  => is a legal form and not a kind of organization
- llc; inc; inc.; corporation; corp; s-corp; c-corp; partnership; sole proprietor
  => For-profit company; Consultant; Other stakeholder
  => is a legal form and not a kind of organization
- ngo; non-profit; non profit; not-for-profit; not for profit; charity; np; nonprofit organization;
  charitable organization; npo; civil society; cso
  => Community-based organization; Direct service provider; Intermediary; Other stakeholder
- county; county agency; federal; federal agency; health department; public health; department;
  agency; public; public sector; govt; gov; housing authority; police; courts; tribe; tribal
  government; tribal nation
  => Government agency; City government; State government
- corporate; private sector; private; bank; business partner; industry; small business; firm; vendor
  => For-profit company; Employer
- funders; grantmaker; grant maker; donors; philanthropic; family foundation; private foundation;
  community fund
  => Foundation; Local foundation; Funder
- parent; pta; pto; family; families; youth; student; students; resident; neighborhood association;
  community member; community
  => Parents or residents; Individual
- newspaper; radio; tv; television; press; news
  => Local journalism/media nonprofit
- job training; workforce; workforce development; wib; employment services
  => Workforce organization
- advocacy; policy; policy organization; advocate
  => Policy/advocacy liaison
- research; researcher; evaluation; evaluation partner; data partner
  => Research institution; Think tank; Consultant
- social services; human services; service; services; shelter; food bank; provider agency; direct
  service
  => Direct service provider
- staff; employee; volunteer; consultant (individual); elected official
  => Individual; Consultant
""")
"""Kinds of organization in everyday words, and kinds of the merged list."""

ROLES: Final = _table("""
- fundraising; fund raising; fund development; resource development; raise money; raise funds;
  raising money; funding; grants; grant writing; grantwriting; grant-writing; sponsorship;
  sponsorships; money; finance; budget; resources
  => mobilize-resources; mobilize-funding
- evaluation; data; data collection; data analysis; data and evaluation; measurement; shared
  measurement; metrics; dashboard; dashboards; research; analytics; indicators; data sharing;
  reporting
  => use-data-for-improvement; interpret-and-communicate-data; manage-data
- facilitation; facilitator; facilitate; facilitate meetings; convening; convener; convenor;
  convene; meetings; hosting; host meetings; meeting facilitation
  => facilitate-discussion; convene-partners; facilitate-dialogue
- communications; communication; comms; pr; public relations; marketing; media; messaging;
  newsletter; storytelling; social media; website; branding
  => craft-resonant-narratives; build-public-will; handle-communications
- outreach; community outreach; community engagement; engagement; organizing; community organizing;
  community voice; family engagement; listening; awareness; public awareness
  => build-public-will; solicit-community-solutions; understand-community-needs;
     coordinate-community-outreach
- policy; advocacy; lobbying; legislation; policy advocacy; public policy
  => advance-policy
- strategy; vision; strategic planning; planning; leadership; governance; visioning; common agenda;
  strategic direction
  => set-regional-vision; manage-work-plans; guide-vision-and-strategy
- project management; program management; coordination; coordinator; coordinate; administration;
  admin; logistics; operations; staffing; day-to-day; alignment; administrative support; backbone
  support; work plan; workplan
  => manage-work-plans; coordinate-with-partners; direct-day-to-day-activities
- direct service; direct services; services; service delivery; programs; programming; pilot; pilots;
  tutoring; mentoring
  => pilot-and-provide-services
- relationships; relationship building; relationship-building; networking; partnership building;
  partnerships; trust; trust building
  => build-trust; develop-strong-ties
- conflict; mediation; conflict resolution
  => resolve-conflict
- accountability; oversight; monitoring
  => manage-accountability-frameworks
- training; technical assistance; ta; best practices; professional development; learning; capacity
  building
  => share-promising-practices
- champions; champion; ambassadors; ambassador; recruitment; recruit
  => cultivate-champions
- fiscal agent; fiscal sponsor; fiscal; anchor; anchor entity; backbone; steering committee;
  steering committee member
  =>
  => is told on the sheet “Partners”, which has a column for it, and is no role
""")
"""Work in everyday words, and roles of frameworks; what a file's framework lacks is looked up in
the crosswalk."""


def choice_read_as(text: str, choices: tuple[str, ...]) -> str:
    """Return the value of a list that a text can only mean, or "".

    Examples
    --------
    >>> choice_read_as("Co-lead", ("lead", "support")), choice_read_as("R", ("lead", "support"))
    ('lead', '')
    """
    said = key(text)
    for choice in choices:
        if said == key(choice) or said in CHOICES_READ.get(choice, ()):
            return choice
    return ""


def named(text: str, table: tuple[Words, ...]) -> Words | None:
    """Return the entry of a table that a text names or, failing that, has a word of; else None.

    Of several words in the text the longest counts.

    Examples
    --------
    >>> named("School (charter)", TYPES).names[0]
    'K-12 school district'
    """
    said = key(text)
    for entry in table:
        if said in entry.words:
            return entry
    spaced = f" {' '.join(''.join(c if c.isalnum() or c in '&-+' else ' ' for c in said).split())} "
    found = [(len(w), -n) for n, e in enumerate(table) for w in e.words if f" {w} " in spaced]
    longest = max((one for one in found if one[0] > 1), default=None)
    return None if longest is None else table[-longest[1]]

"""Text is read in the encoding in which its letters make sense; where two do, it is asked."""

from __future__ import annotations

import contextlib

import pytest

from backbone_kg.reading import decoded, lost_letters, mended

WESTERN = [
    *("Peña Center", "Niños Unidos", "École Frédéric", "O’Neill “Trust” – Fund", "Universität"),
    "Class of 2012\u00a0 ",
]
CENTRAL = ["Łódź Fund", "Żółw Center", "Ząbki Dom", "Gdańsk Święto"]


def table(name: str) -> str:
    return f"Name,Type,Notes\nHarbor Schools,Board,joined in 2019\n{name},Board,“so-called”\n"


@pytest.mark.parametrize("name", WESTERN)
@pytest.mark.parametrize("codec", ["cp1252", "mac_roman"])
def test_western_names_are_read_right(name: str, codec: str) -> None:
    assert decoded(table(name).encode(codec)).text == table(name)


@pytest.mark.parametrize("name", CENTRAL)
def test_central_european_names_are_read_right_or_asked_about(name: str) -> None:
    found = decoded(table(name).encode("cp1250"))
    assert table(name) in {found.text, found.other}


def test_letters_of_no_encoding_are_not_made_words_of() -> None:
    assert decoded(b"a\x81b\x8dc\x90d\xb9e\xa6f").encoding == ""


def read_wrongly(text: str, codec: str) -> str:
    """Return what a program made of UTF-8 that took it for another encoding."""
    letters = []
    for byte in text.encode():
        with contextlib.suppress(UnicodeDecodeError):
            letters.append(bytes([byte]).decode(codec))
            continue
        letters.append(chr(byte))
    return "".join(letters)


@pytest.mark.parametrize("whole", ["Peña", "O’Neill", "École", "Łódź", "北京", "–", "Ángel’s"])
@pytest.mark.parametrize(
    ("codec", "times"),
    [("cp1252", 1), ("cp1252", 2), ("latin-1", 2), ("mac_roman", 1), ("cp1250", 1), ("cp1250", 2)],
)
def test_text_that_was_read_wrongly_before_is_asked_about(
    whole: str, codec: str, times: int
) -> None:
    broken = whole
    for _ in range(times):
        broken = read_wrongly(broken, codec)
    assert mended(broken) == whole


def test_a_part_that_was_read_wrongly_is_asked_about() -> None:
    assert mended("Peña Center, BÃ¼ro") == "Peña Center, Büro"


@pytest.mark.parametrize(
    "whole",
    [*WESTERN, *CENTRAL, "São João – “Mãe”", "ÉCOLE À L’ÎLE", "Pokémon®", "RĂŞINARI", "北京"],
)
def test_text_that_is_whole_is_left_alone(whole: str) -> None:
    assert mended(whole) == ""


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("Pe?a Center", True),
        ("Pe\ufffda", True),
        ("Who holds it?", False),
        ("a.org/b?c=d", False),
        ("Really? Yes", False),
        ("√òresund √Öse", True),
        ("√ done, √2", False),
    ],
)
def test_a_lost_letter_is_told(text: str, lost: bool) -> None:
    assert lost_letters(text) == lost

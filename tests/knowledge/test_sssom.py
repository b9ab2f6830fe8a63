"""Of how a mapping was made and how two concepts compare, a mapping set says what SSSOM allows."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from backbone_kg.base.errors import BackboneError
from backbone_kg.knowledge.sssom import COLUMNS, JUSTIFICATIONS, read_sssom

HEADER = """\
#curie_map:
#  f: https://w3id.org/backbone-kg/framework/
#mapping_set_id: https://example.org/set
#license: https://creativecommons.org/licenses/by/4.0/
"""


def written(folder: Path, **fields: str) -> Path:
    row = {
        "subject_id": "f:old#talk",
        "predicate_id": "skos:closeMatch",
        "object_id": "f:new#join",
        "mapping_justification": "semapv:ManualMappingCuration",
        "subject_source": "f:old",
        "object_source": "f:new",
        "comment": "Nearly.",
    } | fields
    path = folder / "made.sssom.tsv"
    lines = ("\t".join(COLUMNS), "\t".join(row[name] for name in COLUMNS), "")
    path.write_text(HEADER + "\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("justification", JUSTIFICATIONS)
def test_every_justification_of_sssom_is_read(tmp_path: Path, justification: str) -> None:
    name = "semapv:" + justification.rpartition("/")[2]
    (mapping,) = read_sssom(written(tmp_path, mapping_justification=name))
    assert mapping.justification == justification


@pytest.mark.parametrize("made_up", ["semapv:ManualCuration", "semapv:guess", "skos:exactMatch"])
def test_another_justification_is_told_with_its_line(tmp_path: Path, made_up: str) -> None:
    with pytest.raises(BackboneError) as caught:
        read_sssom(written(tmp_path, mapping_justification=made_up))
    told = str(caught.value)
    assert "line 6" in told.casefold()
    assert f"“{made_up}” is no way of making a mapping in SSSOM." in told
    assert "ManualMappingCuration, BackgroundKnowledgeBasedMatching" in told


@pytest.mark.parametrize("predicate", ["skos:broader", "skos:closematch", "skos:mappingRelation"])
def test_another_predicate_between_two_concepts_is_told(tmp_path: Path, predicate: str) -> None:
    with pytest.raises(BackboneError, match=f"“{predicate}” does not say how the two compare"):
        read_sssom(written(tmp_path, predicate_id=predicate))


def test_the_justifications_are_those_of_the_schema() -> None:
    spec = find_spec("sssom_schema")
    if spec is None or spec.origin is None:
        pytest.skip("sssom-py is not installed")
    path = Path(spec.origin).parent / "schema" / "sssom_schema.yaml"
    slot = yaml.safe_load(path.read_text(encoding="utf-8"))["slots"]["mapping_justification"]
    (names,) = re.findall(r"\^semapv:\((.*)\)\$", slot["pattern"])
    assert {each.rpartition("/")[2] for each in JUSTIFICATIONS} == set(names.split("|"))

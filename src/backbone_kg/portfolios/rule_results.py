"""What breaks which rule in a portfolio, by conditions on columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from backbone_kg.portfolios.ibis_tables import Tables, lookup
from backbone_kg.portfolios.rules import Rule, Rules

if TYPE_CHECKING:
    import ibis


def rule_results(kept: Tables, rules: Rules) -> ibis.Table:
    """Return what breaks a rule: file, sheet, row, shape, component and severity.

    Notes
    -----
    Rows that break any rule are filtered first; only of these it is asked which rules they break.
    """
    import ibis

    parts = [kept.table("results")]
    for table, of_table in groupby(rules.compiled, key=lambda rule: rule.table.name):
        parts.append(_of_table(kept.table(table), list(of_table)))
    return ibis.union(*parts)


def _of_table(rows: Any, rules: Sequence[Rule]) -> Any:
    import ibis

    broken = ibis.or_(*(rule.broken_by(rows).fill_null(False) for rule in rules))
    marked = rows.filter(broken).select(
        "file",
        "row",
        rule=ibis.array(
            [
                ibis.ifelse(rule.broken_by(rows).fill_null(False), number, None)
                for number, rule in enumerate(rules)
            ]
        ).unnest(),
    )
    names = lookup(
        ("rule", "sheet", "shape", "component", "severity"),
        [
            (number, r.table.sheet.name, str(r.shape), r.component, r.severity)
            for number, r in enumerate(rules)
        ],
    )
    joined = marked.filter(marked.rule.notnull()).join(names, "rule")
    return joined.select("file", "sheet", "row", "shape", "component", "severity")

"""The metrics for people: what one value says, and the page of the documentation on all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from backbone_kg.analysis.analysis_results import Analysis
from backbone_kg.analysis.metrics import Figure, Metric, all_metrics
from backbone_kg.base.groups import grouped
from backbone_kg.base.numbers_and_lists import number, percent


def figure_sentence(metric: Metric, figure: Figure) -> str:
    """Return what one value of a metric says, in a sentence without its full stop."""
    if figure.value is None:
        value = "not known"
    elif metric.unit == "share":
        value = percent(figure.value)
    else:
        value = number(figure.value)
    if figure.at_least:
        value = f"at least {value}"
    return metric.sentence.format(label=figure.label, value=value, count=figure.count, of=figure.of)


def sentences(analysis: Analysis) -> Iterator[tuple[Metric, str]]:
    """Return the metrics about the partnership as a whole with what their values say.

    Where there is nothing to measure, nothing is said, nor of what texts tell in other words.
    """
    for metric, said in with_sentences(analysis):
        if metric.told:
            yield from ((metric, text) for text in said)


def with_sentences(analysis: Analysis) -> list[tuple[Metric, list[str]]]:
    """Return all metrics with what their values say of the partnership; none without figures."""
    metrics = all_metrics() if analysis.figures else ()
    whole = {metric.name for metric in metrics if metric.about == "partnership"}
    known = (each for each in analysis.figures if each.value is not None and each.metric in whole)
    of_whole = grouped((each.metric, each) for each in known)
    return [
        (metric, [figure_sentence(metric, each) for each in of_whole.get(metric.name, ())])
        for metric in metrics
    ]


def metrics_page() -> str:
    """Return the page on all metrics, as Markdown."""
    page = [
        "# Metrics",
        "",
        "What `backbone-kg analyze` measures. Each is one file in `src/backbone_kg/analysis/`; its "
        "values stand in the results, in JSON under `figures`, in the report, and as "
        "`dqv:QualityMeasurement` in the graph.",
        "",
        "| Metric | Name | About | Formula | Unit | Range | Reference |",
        "|---|---|---|---|---|---|---|",
    ]
    page += [
        f"| {m.title} | `{m.name}` | {m.about} | {m.formula} | {m.unit} | {m.range} "
        f"| {m.reference or 'counting'} |"
        for m in all_metrics()
    ]
    return "\n".join([*page, ""])


def with_metrics(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON schema of an analysis with the metrics that there are.

    Parameters
    ----------
    schema
        The schema; its part ``$defs/figure/properties/metric`` is replaced.
    """
    schema["$defs"]["figure"]["properties"]["metric"] = {
        "description": "Which metric it is a value of.",
        "oneOf": [
            {
                "const": metric.name,
                "title": metric.title,
                "description": f"{metric.formula}; {metric.unit}, {metric.range}; "
                f"about a {metric.about}.",
            }
            for metric in all_metrics()
        ],
    }
    return schema

"""What is where on the query page, as JavaScript, and what a person does there."""

from __future__ import annotations

from urllib.parse import quote

from tests.endpoint.chromium import Page

EDITOR = "document.querySelector('#editor')?.shadowRoot"
TYPED = f"[...{EDITOR}.querySelectorAll('.cm-line')].map(line => line.textContent).join('\\n')"
READY = f"{EDITOR} && document.querySelector('#questions a') && {TYPED}.length > 9"
ROWS = (
    "[...document.querySelectorAll('#result tbody tr')]"
    ".map(row => [...row.cells].map(cell => cell.innerText).join(' | '))"
)
SHOWN = "!document.querySelector('#answer').hidden"
REFUSED = "!document.querySelector('#refusal').hidden"


def ask(page: Page, text: str) -> None:
    """Put a text into the editor the way a shared link does, and run it."""
    page.evaluate(f"location.hash = 'query={quote(text)}'")
    page.wait_for(f"{TYPED}.trim() === {text!r}.trim()")
    page.click("#run")


def edit(page: Page, text: str) -> None:
    """Type at the end of the editor."""
    page.evaluate(f"{EDITOR}.querySelector('.cm-content').focus()")
    page.press("End", control=True)
    page.write(text)


def choose(page: Page, name: str, holds: str) -> None:
    page.click(f'a[data-name="{name}"]')
    chosen = f"document.querySelector('a[data-name={name}][aria-current]')"
    page.wait_for(f"{chosen} && {TYPED}.includes({holds!r})")


def set_value(page: Page, name: str, value: str) -> None:
    """Choose a value from a list, as its own control would."""
    page.evaluate(
        f"(() => {{ const s = document.querySelector('#value-{name}'); s.value = {value!r};"
        " s.dispatchEvent(new Event('change', {bubbles: true})); })()"
    )


def fragment(page: Page) -> str:
    return str(page.evaluate("location.hash"))

"""What `claim` and `evidence` share: the report of the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readinglist.claims.claims import Stated
from readinglist.cli.shared import messages, terminal
from readinglist.model import locators
from readinglist.render import json
from readinglist.render.terminal import claims

if TYPE_CHECKING:
    from readinglist.library.claims.record import Claimed
    from readinglist.model.record import Claim, Evidence

force_option = click.option(
    "--force", is_flag=True, help="Keep a quote that does not match the text word for word, marked as not found."
)


def put_claim(done: Claimed, *, as_json: bool, dry_run: bool) -> None:
    """Print the claim as JSON, or its name.

    Also report where its quote was found.
    """
    if as_json:
        _put_json(done)
        return
    terminal.put([("would be " if dry_run else "") + terminal.shown(done.name)])
    _tell_quote_place(done.record.key, done.claim)


def put_evidence(done: Claimed, *, as_json: bool, dry_run: bool) -> None:
    """Print the claim as JSON, or a line for the piece of evidence.

    Also report where its quote was found.
    """
    if as_json:
        _put_json(done)
        return
    if done.piece:
        line = f"{done.name} evidence {done.piece.id}: {done.piece.stance} {done.piece.key}"
        terminal.put([("would be " if dry_run else "") + terminal.shown(line)])
        _tell_quote_place(done.piece.key, done.piece)


def removed_claim(done: Claimed, *, as_json: bool, dry_run: bool) -> None:
    """Print the removed claim as JSON, or a sentence."""
    evidence = f" and {len(done.claim.evidence)} of its evidence" if done.claim.evidence else ""
    _removed(done, f"{done.name}{evidence}", as_json=as_json, dry_run=dry_run)


def removed_evidence(done: Claimed, *, as_json: bool, dry_run: bool) -> None:
    """Print the remaining claim as JSON, or a sentence.

    The sentence names the evidence that was removed.
    """
    number = done.piece.id if done.piece else 0
    _removed(done, f"evidence {number} of {done.name}", as_json=as_json, dry_run=dry_run)


def _removed(done: Claimed, what: str, *, as_json: bool, dry_run: bool) -> None:
    if as_json:
        _put_json(done)
    else:
        messages.did(f"removed {what}.", f"remove {what}.", dry_run=dry_run)


def _put_json(done: Claimed) -> None:
    terminal.put(json.claims([Stated(done.record, done.claim)]))


def _tell_quote_place(key: str, quoted: Claim | Evidence) -> None:
    spot = quoted.spot
    if spot.state == "found":
        aside = f", not {quoted.locator}" if locators.is_elsewhere(spot, quoted.locator) else ""
        terminal.say(f"quote {claims.place(spot)}{aside}.")
    elif quoted.quote and not spot.state:
        terminal.say(f"the quote was not looked up: `readinglist text {key} FILE` attaches the text of {key}.")
    elif spot.state:
        terminal.say("the quote is kept, marked as not found in the text.")

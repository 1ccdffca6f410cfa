"""Treaties, what states did under them, and deadlines."""

import pandas as pd

from etl.columns import dated, digests, ordered, with_basis, with_preferred

ACT = ["treaty", "country", "act"]
"""What names an act: rivals give another date for it."""
DEPOSITS = ("ratification", "accession", "acceptance", "approval", "succession")


def treaty_actions(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the actions of states; rival dates from the conflicts are further rows, not preferred."""
    actions = raw["treaty_actions"].assign(preferred=True)
    both = pd.concat([actions, rival_actions(raw)], ignore_index=True)
    whole_day = both["date"].fillna("").str.len().eq(10)
    both["entry_into_force"] = both["entry_into_force"].where(whole_day)
    both = with_basis(dated(dated(both, "date"), "entry_into_force"), raw["sources"])
    stated = both["preferred"]
    best = both.sort_values("preferred", ascending=False, kind="stable").index
    return ordered(with_act(both, "action"), best, ACT).assign(preferred=stated)


def rival_actions(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the rival dates that other sources give for an action, as actions of their own."""
    rivals = raw["treaty_conflicts"]
    rivals = rivals[rivals["other_value"].eq(rivals["other_date"])]
    rivals = rivals.rename(columns={"what": "action", "other_value": "date"}).assign(preferred=False)
    rivals = rivals.assign(entry_into_force=None, basis=None)
    known = raw["treaty_actions"].set_index(["treaty", "country", "action"]).index
    named = pd.MultiIndex.from_frame(rivals[["treaty", "country", "action"]])
    return rivals[named.isin(known)].drop(columns=["value_used", "source_used"])


def treaty_crosschecks(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return what second sources say of the CCM."""
    frame = dated(raw["treaty_crosschecks"], "date")
    return frame.assign(figure_id=digests(with_act(frame, "what"), ACT))


def with_act(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return the frame with `act`: every way to consent to be bound is one deposit."""
    return frame.assign(act=frame[column].mask(frame[column].isin(DEPOSITS), "deposit"))


def obligations(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the steps of obligations; of the same step the better source is preferred.

    A step without a date of its own is dated by the meeting that took it, an original deadline by the entry
    into force for the state; a request not by the meeting that it is put to.
    """
    frame = raw["obligations"]
    decided = (
        frame["event"].map(last_days_of_events(raw["events"])).where(frame["obligation_step"].ne("request"))
    )
    own = frame["date"].fillna(decided)
    pairs = pd.MultiIndex.from_frame(frame[["treaty", "country"]])
    begins = pd.Series(pairs.map(entries_into_force(raw["treaty_actions"])), index=frame.index, dtype=object)
    frame = frame.assign(date=own.fillna(begins.where(frame["obligation_step"].eq("original"))))
    named = frame["deadline"].str[:7].where(~frame["obligation_step"].isin(["original", "fulfilment"]))
    frame = with_basis(frame.assign(figure=named.fillna("")), raw["sources"])
    frame = dated(dated(frame, "date"), "deadline")
    return with_preferred(
        frame, raw["sources"], ["country", "treaty", "article", "obligation_step", "figure"]
    )


def last_days_of_events(events: pd.DataFrame) -> dict[str, str]:
    """Return the last day of each meeting, as exact as it is stated."""
    lasts = events["end"].fillna(events["start"])
    return dict(zip(events["event"], lasts, strict=True))


def entries_into_force(actions: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Return the day on which each treaty entered into force for each state, where it is on record."""
    rows = actions[actions["action"].isin(DEPOSITS) & actions["entry_into_force"].notna()]
    return dict(zip(zip(rows["treaty"], rows["country"], strict=True), rows["entry_into_force"], strict=True))

"""A second opinion on business time, by other means: public holidays by the package holidays, clocks by zoneinfo, and every minute counted with numpy.

    python business_time.py CALENDARS.json CASES.bin

prints one JSON document: how many holidays and spans were compared, and the first differences. It was written from the definition (an instant is
open if the wall clock shows an open time on a day that is not closed), not from the program that it judges, and knows nothing of it.
"""

import datetime
import json
import sys
from zoneinfo import ZoneInfo

import holidays
import numpy as np
from dateutil.easter import easter

YEARS = range(1995, 2061)
MINUTE = 60_000
UTC = datetime.timezone.utc
EPOCH = datetime.date(1970, 1, 1)
# Columns of a case.
CALENDAR, START, MINUTES, PAUSES, DUE, FROM, UNTIL, BETWEEN = 0, 1, 2, slice(3, 9), 9, 10, 11, 12
COLUMNS = 13


def corpus_christi(year):
    return {easter(year) + datetime.timedelta(days=60)}


def labour_day(year):
    day = datetime.date(year, 5, 1)
    # Where it is Ascension Day as well, it is a holiday all the same.
    return set() if day == easter(year) + datetime.timedelta(days=39) else {day}


# Where the package says something else than we do, and docs/calendars.md why: days that it has and the law has not.
EXPLAINED = {"CH-AG": labour_day, "CH-NE": corpus_christi}


def package_days(region, years):
    """The holidays of a region by the package."""
    country, *rest = region.split("-")
    catholic = rest[1:] == ["K"]
    subdivision = {"BY-A": "Augsburg"}.get("-".join(rest), rest[0] if rest else None)
    categories = ("public", "catholic") if catholic else ("public",)
    return set(holidays.country_holidays(country, subdiv=subdivision, years=years, categories=categories))


def days_of(region, years):
    """The same without what is explained, and how many days that were."""
    days = package_days(region, years)
    explained = set().union(*(EXPLAINED[region](year) for year in years)) if region in EXPLAINED else set()
    return days - explained, len(days & explained)


def compare_holidays(ours):
    compared, explained, differences = 0, 0, []
    for region, said in ours.items():
        theirs, left_out = days_of(region, YEARS)
        explained += left_out
        said = {datetime.date.fromisoformat(day) for day in said}
        compared += len(theirs)
        differences += [f"{region}: {day} is a holiday, and we say it is none" for day in sorted(theirs - said)]
        differences += [f"{region}: {day} is no holiday, and we say it is one" for day in sorted(said - theirs)]
    return compared, explained, differences


def own_days(closed, first, last):
    """The days that a calendar names itself."""
    days = set()
    for entry in closed:
        start, until = (datetime.date.fromisoformat(entry[name]) for name in ("from", "until"))
        for year in range(start.year, last.year + 1) if entry["yearly"] else [start.year]:
            try:
                begin = start.replace(year=year)
            except ValueError:
                continue
            days |= {begin + datetime.timedelta(days=n) for n in range((until - start).days + 1)}
    return {day for day in days if first <= day <= last}


def local_minutes(zone, begin, minutes):
    """What the wall clock shows at each minute, in minutes since 1970 by that clock."""

    def ahead(minute):
        at = datetime.datetime.fromtimestamp((begin + int(minute)) * 60, UTC).astimezone(zone)
        return int(at.utcoffset().total_seconds()) // 60

    hours = np.arange(0, minutes + 60, 60)
    known = np.array([ahead(minute) for minute in hours])
    offsets = np.repeat(known, 60)[:minutes]
    # An hour within which clocks are moved: minute by minute.
    for place in np.nonzero(known[1:] != known[:-1])[0]:
        for minute in range(place * 60, min((place + 1) * 60, minutes)):
            offsets[minute] = ahead(minute)
    return begin + np.arange(minutes) + offsets


def open_minutes(calendar):
    """Of each minute of the window: whether it is open."""
    begin, minutes = calendar["begin"] // MINUTE, calendar["minutes"]
    local = local_minutes(ZoneInfo(calendar["zone"]), begin, minutes)
    days, of_day = np.divmod(local, 1440)
    first, last = (EPOCH + datetime.timedelta(days=int(day)) for day in (days.min(), days.max()))
    years = range(first.year, last.year + 1)
    closed = own_days(calendar["closed"], first, last)
    for region in calendar["regions"]:
        closed |= days_of(region, years)[0]
    every = np.arange(days.min(), days.max() + 1)
    is_open = np.zeros(minutes, dtype=bool)
    for weekday, spans in enumerate(calendar["week"]):
        mask = "".join("1" if day == weekday else "0" for day in range(7))
        working = np.is_busday(every.astype("datetime64[D]"), weekmask=mask, holidays=np.array(sorted(closed), dtype="datetime64[D]"))
        today = working[days - days.min()]
        for span in spans:
            is_open |= today & (of_day >= span["from"]) & (of_day < span["until"])
    return is_open


class Clock:
    """Business time of a calendar, by counting its minutes."""

    def __init__(self, calendar):
        self.begin = calendar["begin"]
        self.open = open_minutes(calendar).astype(np.int64)
        self.before = np.concatenate([[0], np.cumsum(self.open)])

    def elapsed(self, instants):
        """Open milliseconds from the beginning of the window until each instant."""
        minute, rest = np.divmod(instants - self.begin, MINUTE)
        return self.before[minute] * MINUTE + self.open[minute] * rest

    def between(self, start, until):
        """Open minutes between, rounded up."""
        return -((self.elapsed(start) - np.maximum(self.elapsed(until), self.elapsed(start))) // MINUTE)

    def due(self, start, minutes):
        """The first instant at which so much has elapsed."""
        goal = self.elapsed(start) + minutes * MINUTE
        minute = np.searchsorted(self.before * MINUTE, goal, side="left") - 1
        instant = self.begin + minute * MINUTE + goal - self.before[minute] * MINUTE
        return np.where(minutes <= 0, start, instant)


def compare_spans(calendars, cases):
    differences, paused = [], 0
    for number, calendar in enumerate(calendars):
        here = cases[cases[:, CALENDAR] == number]
        clock = Clock(calendar)
        start, due = here[:, START], clock.due(here[:, START], here[:, MINUTES])
        for runs, stands in here[:, PAUSES].reshape(len(here), 3, 2).transpose(1, 2, 0):
            at = start + runs
            stops = (stands > 0) & (at < due)
            # Whoever does not stop goes on: asked of an instant that is there in any case.
            at = np.where(stops, at, start)
            left = clock.between(at, np.where(stops, due, at))
            goes_on = np.where(stops, at + stands, start)
            start, due = goes_on, np.where(stops, clock.due(goes_on, left), due)
            paused += int(stops.sum())
        between = clock.between(here[:, FROM], here[:, UNTIL])
        for case, ours, theirs in zip(here, due, between):
            if case[DUE] != ours or case[BETWEEN] != theirs:
                said = f"due {case[DUE]}, not {ours}; {case[BETWEEN]} minutes between, not {theirs}"
                differences.append(f"calendar {number} ({calendar['zone']}), {case[:DUE].tolist()}: {said}")
    return paused, differences


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        said = json.load(file)
    cases = np.fromfile(sys.argv[2], dtype="<i8").reshape(-1, COLUMNS)
    compared, explained, differences = compare_holidays(said["holidays"])
    paused, more = compare_spans(said["calendars"], cases)
    print(
        json.dumps(
            {
                "holidays": compared,
                "explained": explained,
                "holiday_differences": len(differences),
                "spans": len(cases),
                "pauses": paused,
                "span_differences": len(more),
                "first": differences[:50] + more[:50],
            }
        )
    )


main()

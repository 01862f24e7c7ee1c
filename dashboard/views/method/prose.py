"""The longer texts of the method page, in Markdown; numbers come from the constants that the rules use."""

from __future__ import annotations

from typing import Final

from dashboard.control.intervals import LAPSES_AFTER
from dashboard.control.on_day import FADES_AFTER, INFERRED_FOR
from dashboard.control.rules import CONFIRMED_WITHIN, CORROBORATED, LATEST, STRICT, UNOPPOSED_FOR, UNOPPOSED_GRADE

FADES_AFTER_YEARS: Final = round(FADES_AFTER.days / 365.25)

HOLDER: Final = f"""
Nobody typed in who held a town. It is worked out from the reports, town by town and day by day, in two steps: a
**rule** says which reports are accepted, and from which day; then one walk through them, the same for every rule, says
who is shown.

**Which reports are accepted.** You choose the rule at the side of a page.

- *{CORROBORATED.name.capitalize()}*, the usual one, accepts a report on the first day on which one of these is true:
  it is graded C3 or better and its source does not speak for the force it credits; it is told **against the interest**
  of its source, which speaks for the loser; it is **confirmed**; or it went **unopposed**.
- *{STRICT.name.capitalize()}* asks for B2 or better from a source that does not speak for the force it credits, or for
  confirmation. Silence and interest count for nothing.
- *{LATEST.name.capitalize()}* accepts every report from its own date, so the most recent one decides. A record in which
  no source is graded is shown by this rule.

*Confirmed* means: within {CONFIRMED_WITHIN.days} days before or after, another report names the same holder, from
another origin **and** another speaker who is not on the same side, and no report of another holder lies after the first
and up to the second. Two papers that carry one army statement do not confirm each other. The later day counts.
*Unopposed* means: for {UNOPPOSED_FOR.days} days nobody reports another holder or a claimant, and the report is graded
{UNOPPOSED_GRADE} or better; it counts from the end of that time. An attack on the force it credits does not oppose it.

**Who is shown.**

1. **Held.** The latest accepted report decides. Of two on one day, the one published later has the last word; of two
   published together, the one with the better grade.
2. **Contested.** A fight or a claim never changes the holder, and neither does a report that is not accepted, or not
   yet: the claimant is named, the holder stays.
3. **A fight lapses.** If nothing more is reported of a fight for {LAPSES_AFTER.days} days, the holder stands undisputed
   again. A report that the claimant holds the town does not lapse: it stays a claim until something is accepted.
4. **Besieged.** The holder is inside and surrounded. It still counts as the holder.
5. **Passed on an unknown day.** The last report gave the town to A; the next accepted one says it was taken from B. So
   it went from A to B in between, on a day that no report names. That gap is shown as it is, never filled by a guess.
6. **Joint holders** are one holding of several forces. Two reports confirm each other if they name one force in common.
7. **Before the first report.** If that report says whom the town was taken from, that force is shown before it, with an
   open beginning that reaches back no further than the force itself. Otherwise the holder is unknown.
8. **A force that ceases to exist** hands its towns to the force that grew out of it; where there is none, no holder is
   known until the next report.
9. **Coarse dates.** A date known by week, month or year counts from the first day of that period, unless another report
   of the same holder gives a finer date within it: then that one is taken. It is never written more exactly than it is
   known: "June 2014", not "1 June 2014".

**Fading.** A holder stands until the next report, however long ago the last one was. After {FADES_AFTER_YEARS} years
without a report that supports it, it is shown pale; so is a holder who is only inferred from a report more than
{INFERRED_FOR.days} days later. The section *Why this colour?* in the card of a town gives the
step of the rule, the reports that decided, those that say otherwise, and what the other rules would show.

**Two clocks.** *Day shown* asks what was true on a day, with all that is known today. *As known on* leaves out every
report published after that day, so that you see what could be known then; a report that waits for confirmation or for
{UNOPPOSED_FOR.days} quiet days is still a claim. Where the day of publication is not known it is **assumed** to be the
day of the event, and the report says so: the second clock may then show it somewhat too early.
"""
SCORECARD: Final = """
The rules are measured against facts that any history of these wars gives, collected without looking at what a rule
shows (`data/scorecard.csv`). A fact holds where its force is shown as the holder on that day, alone, with others or
contested by somebody. A miss is a gap in the reports or the price of a rule's caution; it stays on the list either way.
"""
DISAGREEMENTS: Final = """
The record keeps contradicting reports side by side instead of smoothing them. The page *Claims* lists every
disagreement with its reports and how the rule in force settles it. These have a name:
"""
GRADES: Final = """
Every report has a grade of two signs, the Admiralty code: a letter for **how reliable the source is** in general, a
number for **how credible this piece of information is**. C3 is a fairly reliable source and possibly true information.
The two are judged apart: a poor source can be right, a good one wrong. By the rules *corroborated* and *strict* the
grade decides whether a report can change the map on its own; by *latest* every report counts. The filter *Grade of
reports* does not touch the map: it leaves only the better reports in tables and charts.
"""
CONFIDENCE: Final = """
When the record was compiled, each report was marked high, medium or low. **High** (two independent sources agree)
became **2**, **medium** (one good source) **3**, **low** (a weak source, or a date only inferred) **4**. The letter
belongs to the source. A report with no graded source counts as F; one without a credibility as 6.
"""
QUIET: Final = """
**A quiet year is not a peaceful year.** The bars show how many reports this record holds, not how much happened.
"""
SOURCES: Final = """
**Speaks for** names the forces whose voice a publisher is, such as an army's spokesman or a party's television.
**Origin** groups publishers that repeat one another: two copies of one encyclopedia are one voice, not two.
"""
RIVER: Final = """
A town's **river kilometre** is the distance along the Euphrates from the Turkish border at Jarabulus (kilometre 0),
downstream, to the point of the river nearest to the town. The line follows the western branch by Kufa, and through the
marshes the one line that its source draws; it ends at Qurna, about kilometre 1,656, and lies within about one kilometre
of the real river, now and then three. It is this project's own unit: published lengths differ, so do not compare them
with it. Towns farther than 25 km from the river, and those on the Khabur, have none.
"""
LIMITS: Final = """
- **Public sources only.** Every report was read in something published. Nothing was checked on the ground.
- **Not for operational use.** Do not plan movements, targeting, aid, returns or asylum decisions on it.
- **No live data.** The record ends on the day named at the top; later days show the last known holder.
- **Towns, not territory.** A mark says who held a named place. Roads, villages and desert between marks are not
  covered, and there are no front lines because the sources give none.
- **Holding is not full control.** Night rule, underground cells, local deals and mixed garrisons do not show.
- **Not a count of the dead.** Deaths are what single reports give; reports overlap, so adding them up counts twice.
- **Names and borders take no side.** Boundaries are Natural Earth's, mostly by who administers the ground.
- **Care for people.** When you publish, think of those who still live in these towns.
"""
NOTICES: Final = """
Program: MIT. Reports, places, forces, operations and sources: CC BY 4.0, with coordinates and populations in part from
GeoNames (CC BY 4.0). Map software: Leaflet, BSD 2-clause. Titles and addresses of articles name the source; the
articles belong to their publishers. What was changed in each layer of the map is written in `data/geo/NOTICE.md`.

GSHHG, from which the rivers come, is free software: you can redistribute it and/or modify it under the terms of the GNU
Lesser General Public License, version 3 or (at your option) any later version. It comes **without any warranty**, not
even for merchantability or fitness for a particular purpose. Whatever is derived from the reservoirs, © OpenStreetMap
contributors, stays under the Open Database License.
"""

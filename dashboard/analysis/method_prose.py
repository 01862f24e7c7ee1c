"""The longer texts of the method, in Markdown; numbers come from the constants that the rules use."""

from __future__ import annotations

from typing import Final

from dashboard.control.area_lapse import AT_LEAST, IN_OTHER_HANDS
from dashboard.control.fading import AT_LATEST, AT_SOONEST, INFERRED_FOR, REPORTS_A_PLACE
from dashboard.control.intervals import LAPSES_AFTER
from dashboard.control.rules import CONFIRMED_WITHIN, CORROBORATED, LATEST, STRICT, UNOPPOSED_FOR, UNOPPOSED_GRADE

DAYS_A_YEAR: Final = 365.25
SOONEST_YEARS: Final = round(AT_SOONEST.days / DAYS_A_YEAR)
LATEST_YEARS: Final = round(AT_LATEST.days / DAYS_A_YEAR)

HOLDER: Final = """
Nobody typed in who held a town. It is worked out from the reports, town by town and day by day, in two steps: a
**rule** says which reports are accepted, and from which day; then one walk through them, the same for every rule, says
who is shown. The latest accepted report decides; a fight or a claim alone never changes the holder.
"""
ACCEPTED: Final = f"""
You choose the rule at the side of a page.

- *{CORROBORATED.name.capitalize()}*, the usual one, accepts a report on the first day on which one of these is true:
  it is graded C3 or better and its source does not speak for the force it credits; it is told **against the interest**
  of its source, which speaks for the loser; it is **confirmed**; or it went **unopposed**.
- *{STRICT.name.capitalize()}* asks for B2 or better from a source that does not speak for the force it credits, or for
  confirmation. Silence and interest count for nothing.
- *{LATEST.name.capitalize()}* accepts every report from its own date, so the most recent one decides. A record in which
  no source is graded is shown by this rule.

*Confirmed* means that another report names the same holder, from another origin **and** from another side: state media
and the army of an ally are one side, two papers that carry one statement are one origin. No report of another holder
may lie between the two. Within {CONFIRMED_WITHIN.days} days a second report confirms the **day**, and the later of the
two counts. However far apart they are, they confirm the **holding**: what one report claimed and a later one takes for
granted was so, and is shown from the first, as confirmed later. *Unopposed* means: for {UNOPPOSED_FOR.days} days nobody
reports another holder or a claimant, and the report is graded {UNOPPOSED_GRADE} or better; it counts from the end of
that time. An attack on the force it credits does not oppose it.
"""
SHOWN: Final = f"""
1. **Held.** The latest accepted report decides. Of two on one day, the one published later has the last word; of two
   published together, the one with the better grade.
2. **Contested.** A fight or a claim never changes the holder, and neither does a report that is not accepted, or not
   yet: the claimant is named, the holder stays.
3. **Fights and claims lapse.** If nothing more is reported of them for {LAPSES_AFTER.days} days, what stood before
   stands again, and the card says so.
4. **Divided.** Where reports say that two forces each hold a part of a city, both are shown, for as long as it lasts:
   it ends with a report that says so, not by silence. A part that is taken changes hands.
5. **Besieged.** The holder is inside and surrounded. It still counts as the holder.
6. **Passed on an unknown day.** The last report gave the town to A; the next accepted one says it was taken from B. So
   it went from A to B in between, on a day that no report names. The same is shown across the month or year of a change
   of which no day is known. That gap is shown as it is, never filled by a guess.
7. **Joint holders** are one holding of several forces. Two reports confirm each other if they name one force in common.
8. **Before the first report.** Whom the first accepted report names as the loser is shown before it, but no further
   back than the first accepted report that puts that force into the governorate, nor than the force itself. Only the
   governments of Iraq and Syria reach back to their own beginning, also where they are the first holder told of.
   Otherwise the holder is unknown.
9. **A force that ceases to exist** hands its towns to the force that grew out of it; where there is none, no holder is
   known until the next report.
10. **Coarse dates.** Where another report of the same holder gives a finer date within the month or year, that one is
    taken. A date is never written more exactly than it is known: "June 2014", not "1 June 2014".
"""
BESIDES: Final = f"""
**Reports of whole areas.** Some of the best statements speak of a province, a bank or a stretch of the river: "no
territory left", "all of it handed over". For a place inside they are the **weakest evidence**. They fill silence until
the place's own next report, and they end the holding of the force that is said to have lost it. They never stand
against a report of the place itself of the same day or later, nor against a holder they do not speak of. The card says
of what area it was said. A holder known only in this way is shown until {IN_OTHER_HANDS:.0%} of the places of the
governorate, and at least {AT_LEAST}, are reported in other hands; then nobody is shown. What names the place in a
list stands longer. In the handovers of 2006 to 2009 American troops stayed in their bases: those are excepted.

**Changes of hands** are from one known holder to another, never across an unknown one. A force that becomes another
(the YPG the SDF) is a *succession*, a partner who joins or leaves a *change of partners*: neither is counted as a
change of hands.

**What is only last known.** A holder stands until the next report, however long ago the last one was. It is shown pale,
and counted apart as *last known*, once so much has been reported around it that it should have been named again: {
    REPORTS_A_PLACE
} reports for each place of its reach of the river, not before {SOONEST_YEARS} years and at the latest
after {LATEST_YEARS}. So a quiet town in a quiet reach fades later than a silent one in a reach that fights. So does a
holder who is only inferred from a report more than {INFERRED_FOR.days} days later. The section *Why this colour?* in
the card of a town gives the step of the rule, the reports that decided, those that say otherwise, and what the other
rules would show.

**Two clocks.** *Day shown* asks what was true on a day, with all that is known today. *As known on* leaves out every
report published after that day, so that you see what could be known then; a report that waits for confirmation or for
{UNOPPOSED_FOR.days} quiet days is still a claim. Where the day of publication is not known it is **assumed** to be the
day of the event; the report says so, and the page counts them. An encyclopedia without a day never counts as known at
the time.
"""
SCORECARD: Final = """
The rules are measured against facts that any history of these wars gives, collected without looking at what a rule
shows (`data/scorecard.csv`), of two kinds: who held a place on a day, and who did not. A fact is **right** where its
force is among the holders shown, or the force it rules out is not; **unknown** where nobody is shown, or the place
passed on a day that nobody knows; else **wrong**. A fact that names two forces is right where the place is shown
divided or contested between them. A miss is a gap in the reports or the price of a rule's caution; it stays on the
list.
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
became **2**, **medium** (one good source) **3**, **low** (a weak source) **4**. That a day was only inferred is told by
its precision and makes no fact doubtful: rows graded 4 for that alone were re-graded. The letter belongs to the source.
A report with no graded source counts as F; one without a credibility as 6.
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
- **Holes.** Nothing was found of Qurna, Madinah, Chibayish, Fuhud and Shatra; of the days of entry in spring 2003
  between Al-Qaim and Hit; of Jurf al-Sakhar before 2013; of single towns of Anbar after 2018, of Syria before 2011, and
  of Manbij in 2025. What a page shows there is inferred, and the card says from what.
- **No live data.** The record ends on the day named at the top; later days show the last known holder.
- **Towns, not territory.** A mark says who held a named place. Roads, villages and desert between marks are not
  covered, and there are no front lines because the sources give none.
- **Holding is not full control.** Night rule, underground cells, local deals and mixed garrisons do not show.
- **Not a count of the dead.** Deaths are what single reports give; reports overlap, so adding them up counts twice.
- **Names and borders take no side.** Boundaries are Natural Earth's, mostly by who administers the ground.
- **Care for people.** When you publish, think of those who still live in these towns.
"""
TERMS: Final = """
Program: MIT. Reports, places, forces, operations and sources: CC BY 4.0, with coordinates and populations in part from
GeoNames (CC BY 4.0). Map software: Leaflet, BSD 2-clause. Titles and addresses of articles name the source; the
articles belong to their publishers. What was changed in each layer of the map is written in `data/geo/NOTICE.md`.
"""
NOTICES: Final = """
GSHHG, from which the rivers come, is free software: you can redistribute it and/or modify it under the terms of the GNU
Lesser General Public License, version 3 or (at your option) any later version. It comes **without any warranty**, not
even for merchantability or fitness for a particular purpose. Whatever is derived from the reservoirs, © OpenStreetMap
contributors, stays under the Open Database License.
"""

CITE: Final = """
Name the version: others then see what you saw. It is named by year, month and number; the digest changes with every
byte of the tables, so it also names what has not been published yet. *Cite* at the foot of every page and on every
card does the same for a view, a place, a holding, a report or a disagreement. For reference managers there is
`CITATION.cff` beside the program. Cite the articles themselves as well.
"""

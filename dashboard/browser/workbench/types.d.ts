// What the workbench is given, what it knows, and what its parts share. Days are numbers since 1970-01-01; places,
// forces and states are indices into the lists of the payload, whose places stand in river order: row = index.

/** Everything of the record that the filters leave, as dashboard/workbench/payload.py makes it. Columns, not rows. */
export interface Core {
  /** First and last day that can be shown; ``told`` is the last of which reports tell, where that is another one. */
  first: number; last: number; told?: number;
  strips: string[];
  /** Id, name, colour #rrggbb, letter, colour of the letter. */
  looks: [string, string, string, string, string][];
  /** Holders, status, claimants, and how the state is known: 0 reported near the day, 1 last known, 2 of an area only. */
  states: [number[], number, number[], number][];
  /** The states to show where the filters name forces; null for all. */
  only: number[] | null;
  places: {
    id: string[]; name: string[]; ar: string[]; lat: (number | null)[]; lng: (number | null)[];
    /** 1 city, 2 town, 3 other, 4 village. */
    rank: number[]; size: number[]; exact: number[]; km: (number | null)[]; strip: number[];
  };
  /** The day up to which what was published counts; null for all of it. */
  known: number | null;
  /** For each place: start, state, start, state, ... in order. */
  spans: number[][];
  /** Place, number of its span, days over which its beginning is not certain. */
  fuzzy: [number, number, number][];
  /** In the order of time; ``first`` and ``row`` as differences. ``row`` numbers all reports of the record by time. */
  reports: { first: number[]; days: number[]; place: number[]; kind: number[]; row: number[] };
  /** Changes of hands in the order of time; ``day`` as differences, ``to`` and ``from`` forces, -1 for nobody. */
  changes: { day: number[]; place: number[]; to: number[]; from: number[] };
  /** Stretches of a bank: 1 for the right one, from and to river kilometre, the place that stands for it. */
  reaches: [number, number, number, number][];
  kinds: string[];
  /** Names of the groups of kinds, and the group of each kind. */
  groups: string[]; group: number[];
  /** A sentence that the reader has to know with the view, such as how many days of publication are assumed; or "". */
  aside: string;
  about: About;
}

/** What a picture or an embedded view says of itself, as dashboard/workbench/about.py makes it. All of it is plain text. */
export interface About {
  reports: number; sources: number;
  /** Those of most reports. */
  publishers: string[];
  rule: string; rule_words: string;
  /** The day of knowledge in words; "" for today. */
  known: string;
  filters: string[];
  version: string; credit: string;
}

/** Latitude and longitude are the other way round in it: as in GeoJSON. */
export type Line = [longitude: number, latitude: number][];

/** Background of the map, as dashboard/workbench/geography.py gathers it from data/geo. */
export interface Geography {
  countries: Shape[]; governorate_lines: Shape[]; rivers: Shape[]; lakes: Shape[]; reservoirs: Shape[];
  euphrates: Shape[]; borders: Shape[];
  /** The line that river kilometres are measured along. */
  axis: Line;
  /** Longitude, latitude, name, rank (1 city to 4), id of the place in the record or "". */
  towns: [number, number, string, number, string][];
  /** Longitude, latitude, name. */
  regions: [number, number, string][];
}
export interface Shape { parts: Line[]; closed: boolean }

export interface Look { id: string; name: string; colour: string; letter: string; ink: string }

export interface PlaceState {
  holder: number[]; claim: number[]; status: number; known: number;
  /** In words, with how it is known. */
  says: string;
  /** The first holder, for which the place counts; -1 for none and where it passed on. */
  lead: number;
  /** Names of the holders. */
  name: string;
  /** Every force in it. */
  involves: Set<number>;
  /** False where the filters name forces and none of them is in it. */
  passes: boolean;
}

export interface Model {
  /**
   * ``told`` is the last day of which reports tell; later days can be shown, too, as what was known last. ``known`` is the day
   * up to which what was published counts, NEVER for all of it.
   */
  n: number; first: number; last: number; told: number; known: number;
  looks: Look[]; states: PlaceState[]; strips: string[]; kinds: string[]; groups: string[];
  places: Core["places"];
  /** First days, states and ends (day after the last) of the spans of each place. */
  starts: Int32Array[]; marks: Uint16Array[]; stops: Int32Array[];
  /** For each state: place, first day, day after the last, ... of all bars in it; those of nothing known are left out. */
  bars: Int32Array[];
  fuzzy: Core["fuzzy"]; reaches: Core["reaches"];
  /** State of each place on the day shown. */
  now: Uint16Array;
  reports: { n: number; first: Int32Array; days: Uint16Array; place: Uint32Array; kind: Uint8Array; group: Uint8Array; row: Int32Array };
  changes: { n: number; day: Int32Array; place: number[]; to: number[]; from: number[] };
  /** The days on which some place changed hands, each once, in order. */
  changeDays: number[];
  index: Map<string, number>;
  /** Places, the weightiest first. */
  importance: number[];
  /** Forces in one lasting order, by all the days that they held places. */
  turn: number[];
  aside: string;
  about: About;
}

export type Tab = "river" | "card" | "reports";

/** The state of the screen. */
export interface State {
  /** The day shown; a fraction while days run. */
  day: number;
  /** The window of reports, both days included; ``tied`` where it is ``length`` days long and ends with the day shown. */
  from: number; to: number; length: number; tied: boolean;
  /** What the strip shows of time: first day and the one after the last. */
  view: [number, number];
  /** Place and report whose card is open; -1 for none. ``event`` is a row of all reports. */
  focus: number; event: number;
  /** The place under the pointer, in whatever view. */
  hover: number;
  /** Places that match what is looked for by name; null where nothing is. */
  found: Set<number> | null;
  /** A force that is singled out, all others grey; -1 for none. */
  single: number;
  /** Which groups of kinds are shown. */
  groups: boolean[];
  tab: Tab;
  playing: boolean; speed: number;
  /** Counts up when the colours, the payload or the texts of reports change. */
  theme: number; payload: number; texts: number;
}

/** What has changed: names of the state, and ``now`` where the state of some place did. */
export type Changed = Set<keyof State | "now">;

export interface Store extends State {
  /** The payload in use; replaced as a whole when the filters change. */
  model: Model;
  set(patch: Partial<State>): void;
  watch(hears: (what: Changed) => void): void;
  /** All that was set reaches the views at once. */
  flush(all?: boolean): void;
  goTo(day: number): void;
  choose(place: number, more?: Partial<State>): void;
  pause(): void; toggle(): void;
  /** To the next change of hands, or to the one before. */
  step(way: 1 | -1): void;
  pan(first: number, last: number): void;
  /** About a day; a factor below 1 comes nearer. */
  zoom(factor: number, about: number): void;
  resetView(): void;
  /** All of time that can be viewed, with some air after the last day. */
  readonly whole: [number, number];
  /** The time of the river diagram: the view, without the thin years before 2003 as long as that leaves five years. */
  readonly span: [number, number];
  /** True where this report is in the window and of a group that is shown. */
  inWindow(report: number): boolean;
}

export interface Theme {
  dark: boolean; font: string;
  ground: string; land: string; beyond: string; ink: string; text2: string; quiet: string; hair: string; wash: string;
  faint: string; border: string; region: string; water: string; lake: string; river: string;
  accent: string; onAccent: string; report: string;
  /** One colour for each group of kinds. */
  kinds: string[];
}

/** ``plain``, ``hatch`` (contested), ``joint`` (two holders, or divided), ``shift`` (passed on), ``siege``. */
export type Fill = "plain" | "hatch" | "joint" | "shift" | "siege";

export interface Paint {
  theme: Theme;
  /** The colour of each force on this ground. */
  colour: string[];
  /** What is not singled out. */
  readonly mute: string;
  out(state: PlaceState): boolean;
  parts(state: PlaceState): [first: string, second: string, fill: Fill];
  hatch(pen: CanvasRenderingContext2D, first: string, second: string, size: number): CanvasPattern;
  /** The mark of a town in this state, its middle here. */
  mark(pen: CanvasRenderingContext2D, state: number, x: number, y: number, radius: number, lettered: boolean): void;
  /** A path that the pen of this paint can stroke. */
  newPath(): Path2D;
  /** Colour of a letter or a word on a bar of this state. */
  inkOn(state: PlaceState): string;
}

export interface TipText {
  title: string; ar?: string; km?: number | null; says?: string; aside?: string;
  /** Colour, words, number. */
  rows?: [string, string, number][];
}
export interface Tip { show(text: TipText | null, x: number, y: number): void; hide(): void }

/** What dashboard/workbench/texts.py says of a report. All of it is plain text. */
export interface ReportText {
  id: string; when: string; note: string; grade: string; graded: string;
  source: [publisher: string, title: string, url: string];
  /** Whom it relays, when it was published. */
  asides: string[];
  /** What it says in figures and names, a line each. */
  facts: string[];
  /** Other reports of the same incident: row, when, note. */
  same: [number, string, string][];
}

/** What a place's card says beyond the payload, by the rule and the day of knowledge in use. */
export interface PlaceText {
  where: string; also: string;
  /** The holdings in order; ``start`` null where it holds from before the first report. */
  holdings: {
    start: number | null; end: number | null; when: string; says: string; step: string; silences: [number, number][];
    evidence: number[]; decided: number[]; disputed: number[]; areas: number[];
  }[];
  /** Reports on who holds the place; the numbers of ``holdings`` count in here. */
  reports: { row: number; day: number; when: string; says: string; note: string; source: ReportText["source"]; grade: string; asides: string[]; verdict: string }[];
  areas: { day: number; when: string; of: string; says: string; note: string; source: ReportText["source"]; asides: string[] }[];
  /** What the other rules make of it: from which day on they say what. */
  rules: { name: string; spans: [number | null, string][] }[];
}

/** Where texts come from: kept once fetched, undefined until then; ``store.texts`` counts up when some have come. */
export interface Texts { report(row: number): ReportText | undefined; place(place: number): PlaceText | undefined }

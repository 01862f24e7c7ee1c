// What the server sends and what travels on the bus. Days are numbers since 1970-01-01.

/** Which day, window of reports and place the views show. */
export interface Shown { on: number; from: number; to: number; focus: string; alone: boolean }

/** Colour, pattern, letter, colour of the letter, second colour of a joint holding or "". */
export type Look = [colour: string, pattern: string, letter: string, ink: string, second: string];

/** What may be the state of a place. */
export interface PlaceState {
  says: string; faded: boolean; status: string; holder: string; look: Look; claim: string;
}

export type Place = [
  id: string, latitude: number, longitude: number, name: string, arabic: string, rank: number, size: number, exact: boolean,
];

/** The first day of a state, and its index. */
export type PlaceSpan = [start: number, state: number];

/** First day, day after the last, index of the place, index of the kind. */
export type ReportMark = [first: number, until: number, place: number, kind: number];

/** A stretch of a bank: 1 for the right one, from and to river kilometre, index of the town that stands for it. */
export type Reach = [right: number, from: number, to: number, town: number];

/** Everything a map shows on any day, as dashboard/maps/timeline.py makes it. */
export interface Timeline {
  places: Place[]; states: PlaceState[]; spans: PlaceSpan[][]; only: number[] | null; kinds: string[];
  reports: ReportMark[]; reaches: Reach[];
}

/** South, west, north, east, number of events, words. */
export type ImportedCell = [number, number, number, number, number, string];

/** Latitude, longitude, radius in km, lines of its tooltip. */
export type ImportedDot = [number, number, number, string[]];

/** Imported events of the part of a map that is seen, as dashboard/maps/overlay.py makes it. */
export interface ImportedEvents { cells: ImportedCell[]; dots: ImportedDot[] }

/** The part of a map that is seen. */
export interface MapView { south: number; west: number; north: number; east: number; zoom: number }

export interface MapPosition { latitude: number; longitude: number; zoom: number }

/** The name of a map is the key of the element around it: map, map_first, map_second. */
export interface States {
  /** What a map shows on any day, and what a click on a place does. */
  [towns: `towns/${string}`]: { timeline: Timeline; pick: (place: string) => void };
  /** The day that a map shows. */
  [shown: `shown/${string}`]: Shown;
  /** The places that a map rings, because they differ from another day; null where it compares nothing. */
  [differing: `differing/${string}`]: Set<string> | null;
  /** Imported events to lay over a map, with what they are in few words and in a sentence, and who is to hear what part
   * of the map is seen; null for none. */
  [imported: `imported/${string}`]: { events: ImportedEvents; short: string; said: string; see: (view: MapView) => void } | null;
  /** The timeline that a map has drawn. */
  [drawn: `drawn/${string}`]: Timeline;
}

export interface Signals {
  /** A map was moved; by hand where somebody touched it. */
  [moved: `moved/${string}`]: MapPosition;
  /** Somebody touched a map: it no longer fits itself to the valley. */
  [touched: `touched/${string}`]: null;
  /** A map shall move there, and say nothing about it. */
  [go: `go/${string}`]: MapPosition;
  /** A map counts as touched. */
  [touch: `touch/${string}`]: null;
  /** The clock of the page shows another day, or plays or stands. */
  clock: null;
}

/** Who listens, and the window it lives in. */
export interface Ear { hears: (value: any) => void; owner: Window }

export interface Store { told: Map<string, any>; ears: Map<string, Set<Ear>> }

declare global {
  interface Window { valleyBus?: Store }
}

/** What Streamlit hands to the default function of a component's module. */
export interface Component<Data> {
  data: Data;
  parentElement: HTMLElement;
  setStateValue(name: string, value: unknown): void;
  setTriggerValue(name: string, value: unknown): void;
}

/** What the clock is told: the day and window of the server, its limits, and the days on which a place changed hands. */
export interface ClockData {
  on: number; from: number; to: number; moves: boolean; days: number; first: number; last: number; changes: number[];
  focus: string; alone: boolean; query: string;
}

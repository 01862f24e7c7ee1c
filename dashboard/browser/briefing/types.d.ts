// What stands in the document of a briefing beside the payload and the land of the workbench.

/**
 * A value as dashboard/briefing/folding.py writes it: a text, a whole number from 0, true, false or null is itself; -1 - n is
 * the n-th of what is shared; a list begins with 0, an object with the number of its shape from 1, any other number with -1.
 */
export type Node = string | number | boolean | null | Node[];

export interface Folded {
  /** The names of the fields of objects, in turn. */
  shapes: string[][];
  shared: Node[];
}

/** The texts of the reports with these numbers, and of the places in the order of the payload. */
export interface FoldedTexts extends Folded { rows: number[]; reports: Node[]; places: Node[] }

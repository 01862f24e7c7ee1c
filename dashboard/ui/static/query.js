// The address of a page without a clock. One entry of the history a page: back leads to the page before.
export default function ({ data }) {
  const here = location.pathname.replace(/\/$/, "").endsWith(`/${data.path}`);
  if (here && location.search !== data.query) history.replaceState(history.state, "", location.pathname + data.query);
}

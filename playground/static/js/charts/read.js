/**
 * Reads the `chart` of a data_visualization block; refuses one that is not whole.
 */

/** `{kind, categories, series: [{name, values}], xLabel, yLabel}`; a pie has one unnamed series. */
export function readChart(chart) {
  if (chart.type === "pie") return readPie(chart);
  if (!["line", "bar", "area"].includes(chart.type)) throw new TypeError(`unknown chart ${chart.type}`);
  const categories = chart.axis_config.categories.map(String);
  const series = chart.series.map((one) => ({
    name: String(one.name),
    values: categories.map((label) => valueAt(one, label)),
  }));
  if (!series.length || !categories.length) throw new TypeError("a chart has series and categories");
  return {
    kind: chart.type,
    categories,
    series,
    xLabel: chart.axis_config.x_label,
    yLabel: chart.axis_config.y_label,
  };
}

function valueAt(series, label) {
  const point = series.data.find((one) => one.label === label);
  return finite(point?.value);
}

function readPie(chart) {
  const values = chart.segments.map((one) => finite(one.value));
  if (!values.length || values.some((value) => value <= 0))
    throw new TypeError("a pie is made of positive parts");
  return {
    kind: "pie",
    categories: chart.segments.map((one) => String(one.label)),
    series: [{ name: "", values }],
  };
}

function finite(value) {
  if (!Number.isFinite(value)) throw new TypeError("a chart holds finite numbers");
  return value;
}

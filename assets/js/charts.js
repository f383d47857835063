// Charts from the data elements of the page: SVG, colours from the tokens, a click leads to the rows.
import * as echarts from "echarts/core";
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, TooltipComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";

echarts.use([BarChart, LineChart, GridComponent, TooltipComponent, AriaComponent, SVGRenderer]);
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function draw(place) {
  const data = JSON.parse(document.getElementById(place.dataset.chart).textContent);
  const axis = { axisLine: { lineStyle: { color: token("--line-strong") } }, axisLabel: { color: token("--ink-3"), fontSize: 12 }, axisTick: { show: false } };
  const chart = echarts.init(place, null, { renderer: "svg" });
  chart.setOption({
    animation: false, aria: { enabled: true }, textStyle: { fontFamily: token("--font") },
    grid: { left: 8, right: 12, top: 16, bottom: 4, containLabel: true },
    tooltip: { trigger: "axis", renderMode: "richText" },
    xAxis: { type: "category", data: data.labels, ...axis },
    yAxis: { type: "value", minInterval: 1, splitLine: { lineStyle: { color: token("--line") } }, axisLabel: { color: token("--ink-3") } },
    series: [{
      type: data.kind, name: data.name, barMaxWidth: 28, symbolSize: 5,
      data: data.values.map((value, n) => ({ value: Number(value), itemStyle: { color: token(`--${data.tones[n]}-solid`) || token("--brand") } })),
      lineStyle: { color: token("--brand"), width: 2 },
    }],
  });
  chart.on("click", (event) => { if (data.urls[event.dataIndex]) location.assign(data.urls[event.dataIndex]); });
  new ResizeObserver(() => chart.resize()).observe(place);
}

document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-chart]").forEach(draw));

// The live charts of an endpoint: reads the series that the page names, and again every two seconds.
(() => {
  const holder = document.querySelector('[data-series]');
  if (!holder || typeof echarts === 'undefined') return;

  const colour = name => {
    const probe = document.createElement('i');
    probe.className = name;
    holder.append(probe);
    const value = getComputedStyle(probe).backgroundColor;
    probe.remove();
    return value;
  };
  const text = name => {
    const probe = document.createElement('i');
    probe.className = name;
    holder.append(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    return value;
  };

  const traffic = echarts.init(document.getElementById('traffic-chart'));
  const latency = echarts.init(document.getElementById('latency-chart'));
  const clock = at => new Date(at).toISOString().slice(11, 19);

  const base = unit => ({
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: 44, right: 12, top: 34, bottom: 24 },
    legend: { type: 'scroll', top: 4, left: 0, right: 0, itemWidth: 10, itemHeight: 3, icon: 'rect',
      textStyle: { color: text('muted'), fontSize: 12 } },
    tooltip: { trigger: 'axis', renderMode: 'richText', confine: true,
      formatter: points => clock(points[0].value[0]) + ' UTC\n' + points
        .map(p => p.seriesName + '  ' + (p.value[1] == null ? '–' : p.value[1].toFixed(2) + ' ' + unit)).join('\n') },
    xAxis: { type: 'time', axisLine: { lineStyle: { color: colour('swatch reference') } },
      axisTick: { show: false }, splitLine: { show: false },
      axisLabel: { color: text('muted'), fontSize: 11, hideOverlap: true,
        formatter: at => clock(at).slice(0, 5) } },
    yAxis: { type: 'value', min: 0, splitNumber: 3,
      axisLabel: { color: text('muted'), fontSize: 11 },
      splitLine: { lineStyle: { color: colour('swatch reference'), opacity: .35 } } },
  });

  const line = (name, at, values, style) => ({
    name, type: 'line', showSymbol: false, symbol: 'none', connectNulls: false,
    data: at.map((t, i) => [t, values[i]]),
    lineStyle: { width: 1.6, color: style.color, type: style.dashed ? 'dashed' : 'solid' },
    itemStyle: { color: style.color },
    ...(style.stack ? { stack: style.stack, areaStyle: { color: style.color, opacity: .16 } } : {}),
  });

  const sum = values => values.reduce((a, b) => a + b, 0);

  let last = null;
  const draw = series => {
    last = series;
    const palette = ['series-0', 'series-1', 'series-2', 'series-3', 'series-4'].map(colour);
    const bad = text('bad-text');
    const own = i => palette[i % palette.length];
    traffic.setOption({ ...base('/s'), series: series.variants.flatMap((v, i) => [
      line(v.name, series.at, v.requests, { color: own(i), stack: 'requests' }),
      ...(sum(v.errors) > 0.01 * sum(v.requests)
        ? [line(v.name + ' errors', series.at, v.errors, { color: bad, dashed: true })] : []),
    ]) }, true);
    latency.setOption({ ...base('ms'), series: series.variants.flatMap((v, i) => [
      line(v.name + ' p50', series.at, v.p50, { color: own(i) }),
      line(v.name + ' p99', series.at, v.p99, { color: own(i), dashed: true }),
    ]) }, true);
  };

  const read = async () => {
    try {
      const answer = await fetch(holder.dataset.series, { headers: { Accept: 'application/json' } });
      if (answer.ok) draw(await answer.json());
    } catch { /* the server is restarting: the next look will tell */ }
    setTimeout(read, 2000);
  };
  read();
  document.addEventListener('slipway:theme', () => last && draw(last));
  addEventListener('resize', () => { traffic.resize(); latency.resize(); });
})();

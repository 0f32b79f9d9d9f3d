// Figures to play with. nnbook.widgets puts a still picture and its data into the page; this script
// puts controls and a live drawing in the picture's place. It draws and computes, and loads nothing.
(() => {
  "use strict";

  // ---------------------------------------------------------------- elements and controls

  const make = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
  const draw = (tag, attributes = {}, ...children) =>
    fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

  function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  let ids = 0;
  const newId = () => `nnbook-${(ids += 1)}`;
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

  // A number as a reader writes it: four significant digits, a true minus.
  function show(value, digits = 4) {
    if (Number.isNaN(value)) return "not a number";
    if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-4 || size >= 1e6)) {
      const [mantissa, power] = value.toExponential(digits - 2).split("e");
      return minus(`${Number(mantissa)}·10`) + minus(String(Number(power))).replace(/./g, (c) => RAISED[c]);
    }
    return minus(String(Number(value.toPrecision(digits))));
  }
  const RAISED = Object.fromEntries([..."−0123456789"].map((c, i) => [c, "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"[i]]));
  const minus = (text) => text.replace("-", "−");

  // A labelled control and the value it stands at: all of them native, so all work by keyboard.
  function slider(label, { low, high, step = 1, value, format = show, oninput }) {
    const id = newId();
    const out = make("output", { for: id });
    const input = make("input", { type: "range", id, min: low, max: high, step, value });
    const control = {
      box: make("div", { class: "nnbook-control" }, make("label", { for: id }, label), input, out),
      get value() { return Number(input.value); },
      set value(next) { input.value = next; refresh(); },
      set high(next) { input.max = next; refresh(); },
      range(from, to, by) { Object.assign(input, { min: from, max: to, step: by }); },
      refresh,
    };
    function refresh() {
      out.textContent = format(control.value);
      input.setAttribute("aria-valuetext", out.textContent);
    }
    input.addEventListener("input", () => { refresh(); oninput(control.value); });
    refresh();
    return control;
  }

  function choice(label, options, value, onchange) {
    const id = newId();
    const select = make("select", { id, onchange: () => onchange(select.value) });
    for (const [key, text] of options) {
      select.append(make("option", { value: key, ...(key === value ? { selected: "" } : {}) }, text));
    }
    return {
      box: make("div", { class: "nnbook-control" }, make("label", { for: id }, label), select),
      get value() { return select.value; },
      set value(next) { select.value = next; },
    };
  }

  function check(label, checked, onchange) {
    const id = newId();
    const input = make("input", { type: "checkbox", id, ...(checked ? { checked: "" } : {}) });
    input.addEventListener("change", () => onchange(input.checked));
    return { box: make("span", { class: "nnbook-check" }, input, make("label", { for: id }, label)), input };
  }

  const button = (text, onclick) => make("button", { type: "button", onclick }, text);
  const row = (...children) => make("div", { class: "nnbook-row" }, ...children);
  const said = () => make("p", { class: "nnbook-said", role: "status", "aria-live": "polite" });

  // Buttons that walk through the steps of something: one on, all of it at a walking pace, back.
  function walker({ step, limit, at, go }) {
    let timer = 0;
    const play = button("Play", () => (timer ? stop() : start()));
    function stop() {
      clearInterval(timer);
      timer = 0;
      play.textContent = "Play";
    }
    function start() {
      if (at() >= limit()) go(0);
      play.textContent = "Pause";
      timer = setInterval(() => (at() < limit() ? go(at() + 1) : stop()), step);
    }
    const move = (next) => { stop(); go(clamp(next, 0, limit())); };
    const box = row(
      button("Back", () => move(at() - 1)), button("Step", () => move(at() + 1)), play,
      button("To the start", () => move(0)), button("To the end", () => move(limit())),
    );
    if (calm()) play.remove(); // nothing moves by itself for a reader who asked for that
    return { box, stop };
  }

  // ------------------------------------------------------------------------------- plots

  // Round numbers between two bounds, about `count` of them.
  function ticks(low, high, count = 5) {
    const rough = (high - low) / count;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = power * [1, 2, 5, 10].find((k) => k * power >= rough);
    const found = [];
    for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i += 1) found.push(i * step);
    return found;
  }

  // Axes with a grid. `x` and `y` turn a value into a place; `layer` is cleared for each new state.
  function plot({ low, high, bottom, top, xlabel, ylabel, half = false }) {
    const [width, height] = half || innerWidth < 600 ? [360, 300] : [560, 340]; // letters that stay legible
    const [left, right, above, below] = [62, 20, 12, 46];
    const x = (value) => left + ((value - low) / (high - low)) * (width - left - right);
    const y = (value) => height - below - ((value - bottom) / (top - bottom)) * (height - above - below);
    const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", class: "nnbook-plot" });
    const clip = newId();
    svg.append(draw("defs", {}, draw("clipPath", { id: clip }, draw("rect", {
      x: left - 6, y: above - 6, width: width - left - right + 12, height: height - above - below + 12,
    }))));
    const text = (at, content, attributes) => svg.append(draw("text", { ...at, ...attributes }, content));
    for (const value of ticks(low, high)) {
      svg.append(draw("line", { class: "nnbook-grid", x1: x(value), x2: x(value), y1: above, y2: height - below }));
      text({ x: x(value), y: height - below + 18 }, show(value), { "text-anchor": "middle" });
    }
    for (const value of ticks(bottom, top, 4)) {
      svg.append(draw("line", { class: "nnbook-grid", x1: left, x2: width - right, y1: y(value), y2: y(value) }));
      text({ x: left - 8, y: y(value) + 5 }, show(value), { "text-anchor": "end" });
    }
    text({ x: (left + width - right) / 2, y: height - 6 }, xlabel, { "text-anchor": "middle" });
    if (ylabel) text({ x: -(above + height - below) / 2, y: 15 }, ylabel, { transform: "rotate(-90)", "text-anchor": "middle" });
    const layer = draw("g", { "clip-path": `url(#${clip})` });
    svg.append(layer);
    return { svg, layer, x, y };
  }

  const path = (points) => points.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
  const near = (value) => clamp(value, -1e4, 1e4); // far outside, but still a number that can be drawn

  // ----------------------------------------------------------------------------- descent

  const LANDSCAPES = {
    parabola: { value: (x) => x ** 2, slope: (x) => 2 * x },
    quartic: {
      value: (x) => 0.01 * x ** 4 - 0.3 * x ** 3 - x + 10,
      slope: (x) => 0.04 * x ** 3 - 0.9 * x ** 2 - 1,
    },
    sine: {
      value: (x) => x * Math.sin(x ** 2) + 1,
      slope: (x) => Math.sin(x ** 2) + 2 * x ** 2 * Math.cos(x ** 2),
    },
  };

  // nnbook.landscapes.gradient_descent, with its rule for stopping.
  function gradientDescent({ value, slope }, start, rate, maxSteps, eps) {
    const points = [start];
    let x = start;
    for (;;) {
      const gradient = slope(x);
      if (!Number.isFinite(gradient)) return { points, converged: false };
      const converged = Math.abs(rate * gradient) < eps;
      if (converged || points.length > maxSteps) return { points, converged };
      x -= rate * gradient;
      if (!Number.isFinite(x) || !Number.isFinite(value(x))) return { points, converged: false };
      points.push(x);
    }
  }

  // Rates to choose from: two digits each, even steps of the slider on a logarithmic scale.
  function ratesWith(...wanted) {
    const digits = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
    const rates = [1e-4, 1e-3, 1e-2, 1e-1].flatMap((power) => digits.map((d) => Number((d * power).toPrecision(3))));
    rates.push(0.9, 0.95, 0.99, 1, 1.01, 1.05, 1.1, 1.2, 1.5, 2, ...wanted);
    return [...new Set(rates)].sort((a, b) => a - b);
  }

  function descent(live, state, title) {
    let f, trace, shown, area;
    const named = (name) => state.landscapes.find((one) => one.name === name);
    const rates = ratesWith(...state.landscapes.map((one) => one.rate));
    const which = choice("Function", state.landscapes.map((one) => [one.name, `f(x) = ${one.formula}`]), state.landscapes[0].name, choose);
    const rate = slider("Learning rate", { low: 0, high: rates.length - 1, value: 0, format: (i) => show(rates[i]), oninput: () => walk() });
    const start = slider("Start", { low: 0, high: 1, value: 0, oninput: () => walk() });
    const step = slider("Step", { low: 0, high: 1, value: 0, format: (i) => `${i} of ${trace ? trace.points.length - 1 : 0}`, oninput: (i) => { walking.stop(); paint(i); } });
    const walking = walker({
      step: 150, limit: () => trace.points.length - 1, at: () => shown, go: (i) => { step.value = i; paint(i); },
    });
    const canvas = make("div");
    const words = said();
    live.append(row(which.box), row(rate.box, start.box), canvas, words, row(step.box), walking.box);

    function choose(name) {
      f = { ...named(name), ...LANDSCAPES[name] };
      const by = (f.high - f.low) / 20 >= 1 ? 0.5 : 0.05;
      start.range(f.low, f.high, by);
      start.value = f.start;
      rate.value = rates.indexOf(f.rate);
      const xs = Array.from({ length: 301 }, (_, i) => f.low + ((f.high - f.low) * i) / 300);
      const ys = xs.map(f.value);
      const [least, most] = [Math.min(...ys), Math.max(...ys)];
      const margin = 0.08 * (most - least);
      area = plot({ low: f.low, high: f.high, bottom: least - margin, top: most + margin, xlabel: "x", ylabel: "f(x)" });
      area.svg.insertBefore(draw("path", { class: "nnbook-curve", d: path(xs.map((x, i) => [area.x(x), area.y(ys[i])])) }), area.layer);
      canvas.replaceChildren(area.svg);
      walk();
    }

    function walk() {
      walking.stop();
      trace = gradientDescent(f, start.value, rates[rate.value], state.max_steps, state.eps);
      step.high = trace.points.length - 1;
      step.value = trace.points.length - 1;
      paint(trace.points.length - 1);
    }

    function outcome() {
      const steps = trace.points.length - 1;
      const end = trace.points[steps];
      if (trace.converged) return `Arrived after ${steps} steps`;
      const tooFast = f.limit !== null && rates[rate.value] > f.limit;
      if (end < f.low || end > f.high || steps === 0 || tooFast) return `It diverges (${steps} steps)`;
      return `Not arrived after ${steps} steps`;
    }

    function paint(i) {
      shown = i;
      const points = trace.points.slice(0, i + 1).map((x) => [near(area.x(x)), near(area.y(f.value(x)))]);
      const [first, last] = [points[0], points.at(-1)];
      area.layer.replaceChildren(
        draw("path", { class: "nnbook-path", d: path(points) }),
        ...points.slice(1).map(([x, y]) => draw("circle", { class: "nnbook-dot", cx: x, cy: y, r: 3.5 })),
        draw("rect", { class: "nnbook-dot", x: first[0] - 6, y: first[1] - 6, width: 12, height: 12 }),
        draw("circle", { class: "nnbook-here", cx: last[0], cy: last[1], r: 7 }),
      );
      const x = trace.points[i];
      const head = i === trace.points.length - 1 ? outcome() : `Step ${i}`;
      words.textContent = `${head}: x = ${show(x)}, f(x) = ${show(f.value(x))}.`;
      area.svg.setAttribute("aria-label", `${title}. The curve of f(x) = ${f.formula} with the path from x = ${show(trace.points[0])}. ${words.textContent}`);
    }

    choose(state.landscapes[0].name);
  }

  // ------------------------------------------------------------------------------- sobel

  const KERNELS = {
    sobel_x: [-1, 0, 1, -2, 0, 2, -1, 0, 1],
    sobel_y: [-1, -2, -1, 0, 0, 0, 1, 2, 1],
    blur: [1, 2, 1, 2, 4, 2, 1, 2, 1].map((weight) => weight / 16),
    identity: [0, 0, 0, 0, 1, 0, 0, 0, 0],
  };
  const KERNEL_NAMES = [
    ["sobel_x", "Sobel x: change to the right"], ["sobel_y", "Sobel y: change downward"],
    ["magnitude", "Magnitude of both"], ["blur", "Blur"], ["identity", "Identity"], ["own", "Your own nine numbers"],
  ];
  const VIEWS = [
    ["signed", "signed: gray is 0"], ["absolute", "absolute: black is 0"], ["clipped", "clipped to 0 … 255"],
  ];

  // nnbook.filters.correlate2d over the image with its border reflected: -1 is 1, `length` is `length` - 2.
  function correlate(pixels, height, width, kernel) {
    const inside = (i, length) => (i < 0 ? -i : i >= length ? 2 * length - 2 - i : i);
    const response = new Float64Array(height * width);
    for (let r = 0; r < height; r += 1) {
      for (let c = 0; c < width; c += 1) {
        let sum = 0;
        for (let k = 0; k < 9; k += 1) {
          const row = inside(r + Math.floor(k / 3) - 1, height);
          sum += kernel[k] * pixels[row * width + inside(c + (k % 3) - 1, width)];
        }
        response[r * width + c] = sum;
      }
    }
    return response;
  }

  function respond(pixels, height, width, name, own) {
    if (name !== "magnitude") return correlate(pixels, height, width, name === "own" ? own : KERNELS[name]);
    const [gx, gy] = ["sobel_x", "sobel_y"].map((one) => correlate(pixels, height, width, KERNELS[one]));
    return gx.map((x, i) => Math.hypot(x, gy[i]));
  }

  // Responses as gray bytes: nnbook.widgets has the same rule for its pictures.
  function seen(response, view, threshold) {
    if (threshold > 0) return response.map((v) => (Math.abs(v) >= threshold ? 255 : 0));
    if (view === "clipped") return response.map((v) => Math.round(clamp(v, 0, 255)));
    const peak = response.reduce((most, v) => Math.max(most, Math.abs(v)), 1e-9);
    if (view === "absolute") return response.map((v) => Math.round((255 * Math.abs(v)) / peak));
    return response.map((v) => Math.round(127.5 + (127.5 * v) / peak));
  }

  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

  function sobel(live, state, title) {
    const { height, width } = state;
    const pixels = bytes(state.pixels);
    let own = [...KERNELS[state.kernel] ?? KERNELS.sobel_x];
    const which = choice("Kernel", KERNEL_NAMES, state.kernel, () => { numbers(); paint(); });
    const view = choice("Show", VIEWS, state.view, () => paint());
    const edge = slider("Edges from", {
      low: 0, high: 800, step: 10, value: state.threshold, format: (v) => (v ? show(v) : "off"), oninput: () => paint(),
    });
    const cells = Array.from({ length: 9 }, (_, k) => make("input", {
      type: "number", step: "any", "aria-label": `Row ${Math.floor(k / 3) + 1}, column ${(k % 3) + 1}`,
      oninput: () => {
        own = cells.map((cell) => Number(cell.value) || 0);
        which.value = "own";
        paint();
      },
    }));
    const grid = make("fieldset", { class: "nnbook-kernel" }, make("legend", {}, "The kernel"), ...cells);
    const words = said();
    const photo = picture("the photo");
    const answer = picture("the responses");
    live.append(
      row(make("div", { class: "nnbook-column" }, which.box, view.box, edge.box), grid),
      make("div", { class: "nnbook-bench" }, photo.box, answer.box),
      words,
    );
    photo.put(pixels);
    photo.canvas.setAttribute("aria-label", "The photo, in gray");

    function picture(label) {
      const canvas = make("canvas", { width, height, role: "img" });
      const put = (gray) => {
        const image = new ImageData(width, height);
        gray.forEach((v, i) => image.data.set([v, v, v, 255], 4 * i));
        canvas.getContext("2d").putImageData(image, 0, 0);
      };
      return { canvas, put, box: make("div", {}, canvas, make("span", {}, label)) };
    }

    function numbers() {
      const kernel = which.value === "own" ? own : KERNELS[which.value];
      grid.hidden = !kernel; // the magnitude has two kernels
      if (kernel) cells.forEach((cell, k) => { cell.value = kernel[k]; });
    }

    function paint() {
      const response = respond(pixels, height, width, which.value, own);
      answer.put(seen(response, view.value, edge.value));
      const [low, high] = [response.reduce((a, b) => Math.min(a, b)), response.reduce((a, b) => Math.max(a, b))];
      const count = response.reduce((n, v) => n + (Math.abs(v) >= edge.value), 0);
      const name = KERNEL_NAMES.find(([key]) => key === which.value)[1];
      const shown = edge.value
        ? `White: ${count} of ${response.length} pixels (${Math.round((100 * count) / response.length)}%) at ${show(edge.value)} or more, whatever the sign.`
        : { signed: "Gray is 0, bright positive, dark negative.", absolute: "Black is 0; the sign is lost.", clipped: "What is below 0 is black, what is above 255 white." }[view.value];
      words.textContent = `Responses from ${show(low)} to ${show(high)}. ${shown}`;
      answer.canvas.setAttribute("aria-label", `${name}. ${words.textContent}`);
    }

    numbers();
    paint();
  }

  // ---------------------------------------------------------------------------- backward

  const sigmoid = (x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));
  const NODES = {
    add: { sign: "+", value: (...x) => x.reduce((a, b) => a + b, 0), local: (...x) => x.map(() => 1) },
    multiply: { sign: "×", value: (x, y) => x * y, local: (x, y) => [y, x] },
    subtract: { sign: "−", value: (x, y) => x - y, local: () => [1, -1] },
    sigmoid: { sign: "σ", value: sigmoid, local: (x) => [sigmoid(x) * (1 - sigmoid(x))] },
    relu: { sign: "relu", value: (x) => Math.max(x, 0), local: (x) => [x > 0 ? 1 : 0] },
    tanh: { sign: "tanh", value: Math.tanh, local: (x) => [1 - Math.tanh(x) ** 2] },
    square: { sign: "( )²", value: (x) => x * x, local: (x) => [2 * x] },
  };

  // Values on the way up; then, node by node from the output, what each passes on to its inputs.
  function backpropagate(nodes, inputs) {
    const values = { ...inputs };
    for (const node of nodes) values[node.name] = NODES[node.op].value(...node.from.map((name) => values[name]));
    const gradients = Object.fromEntries(Object.keys(values).map((name) => [name, 0]));
    gradients[nodes.at(-1).name] = 1;
    const steps = [...nodes].reverse().map((node) => {
      const local = NODES[node.op].local(...node.from.map((name) => values[name]));
      const upstream = gradients[node.name];
      const passed = node.from.map((name, i) => {
        gradients[name] += upstream * local[i];
        return { to: name, local: local[i], downstream: upstream * local[i] };
      });
      return { node, upstream, passed };
    });
    return { values, gradients, steps };
  }

  function backward(live, state, title) {
    const { nodes, places } = state;
    const inputs = { ...state.inputs };
    const output = nodes.at(-1).name;
    let pass, shown = 0;
    const fields = Object.keys(inputs).map((name) => {
      const id = newId();
      const field = make("input", { type: "number", step: "any", id, value: inputs[name] });
      field.addEventListener("input", () => {
        if (field.value === "" || !Number.isFinite(Number(field.value))) return;
        inputs[name] = Number(field.value);
        walking.stop();
        paint(shown);
      });
      return make("span", { class: "nnbook-field" }, make("label", { for: id }, name), field);
    });
    const step = slider("Step", {
      low: 0, high: nodes.length, value: 0, format: (i) => `${i} of ${nodes.length}`, oninput: (i) => { walking.stop(); paint(i); },
    });
    const walking = walker({
      step: 1500, limit: () => nodes.length, at: () => shown, go: (i) => { step.value = i; paint(i); },
    });
    const words = said();
    const narrow = innerWidth < 600;
    const rows = Math.round(Math.max(...Object.values(places).map(([, y]) => 0.5 / Math.min(y, 1 - y))));
    const [width, height] = [narrow ? 380 : 640, Math.max(rows, 2) * 92];
    const at = (name) => [46 + places[name][0] * (width - 92), places[name][1] * height];
    const canvas = draw("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", class: "nnbook-plot nnbook-graph" });
    live.append(
      make("fieldset", { class: "nnbook-fields" }, make("legend", {}, "Inputs"), ...fields),
      canvas, words, row(step.box), walking.box,
    );

    function paint(i) {
      shown = i;
      pass = backpropagate(nodes, inputs);
      const done = pass.steps.slice(0, i);
      const current = done.at(-1);
      const arrived = Object.fromEntries(Object.keys(places).map((name) => [name, []]));
      arrived[output].push(1);
      for (const one of done) for (const { to, downstream } of one.passed) arrived[to].push(downstream);
      const uses = (name) => nodes.reduce((n, node) => n + node.from.filter((one) => one === name).length, 0);

      const edges = nodes.flatMap((node) => node.from.map((from) => {
        const [[x1, y1], [x2, y2]] = [at(from), at(node.name)];
        const length = Math.hypot(x2 - x1, y2 - y1);
        const [dx, dy] = [((x2 - x1) / length) * 27, ((y2 - y1) / length) * 27];
        const active = current && current.node === node;
        const back = done.some((one) => one.node === node);
        return draw("line", {
          class: active ? "nnbook-edge is-active" : back ? "nnbook-edge is-done" : "nnbook-edge",
          x1: x1 + dx, y1: y1 + dy, x2: x2 - dx, y2: y2 - dy,
        });
      }));
      const circles = Object.keys(places).map((name) => {
        const [x, y] = at(name);
        const node = nodes.find((one) => one.name === name);
        const active = current && current.node === node;
        const text = (dy, content, look) => draw("text", { x, y: y + dy, "text-anchor": "middle", class: look }, content);
        const group = draw("g", {},
          draw("circle", { class: active ? "nnbook-node is-active" : "nnbook-node", cx: x, cy: y, r: 20 }),
          text(5, node ? NODES[node.op].sign : name, "nnbook-sign"),
          text(-26, `${node ? `${name} = ` : ""}${show(pass.values[name])}`, "nnbook-value"),
        );
        const parts = arrived[name];
        if (parts.length) {
          const missing = Math.max(uses(name), 1) - parts.length;
          const sum = parts.reduce((a, b) => a + b, 0);
          const terms = parts.map((part, k) => (k && part >= 0 ? `+${show(part)}` : show(part))).join("");
          group.append(text(37, missing ? `${terms}+…` : parts.length > 1 ? `${terms}=${show(sum)}` : terms, "nnbook-gradient"));
        }
        return group;
      });
      canvas.replaceChildren(...edges, ...circles);
      words.textContent = say(i, current);
      const known = Object.entries(arrived).filter(([, parts]) => parts.length);
      canvas.setAttribute("aria-label", `${title}. Values: ${
        Object.entries(pass.values).map(([name, v]) => `${name} ${show(v)}`).join(", ")}. Gradients so far: ${
        known.map(([name, parts]) => `${name} ${show(parts.reduce((a, b) => a + b, 0))}`).join(", ")}.`);
    }

    function say(i, current) {
      if (!current) return `Forward: ${output} = ${show(pass.values[output])}. Backward begins with d${output}/d${output} = 1.`;
      const { node, upstream, passed } = current;
      const flows = passed.map(({ to, local, downstream }) =>
        `to ${to}: ${bracket(upstream)} × ${bracket(local)} = ${show(downstream)}`).join("; ");
      const end = i < nodes.length ? "" : ` Done: ${Object.keys(inputs).map((name) => `d${output}/d${name} = ${show(pass.gradients[name])}`).join(", ")}.`;
      return `Node ${node.name} (${NODES[node.op].sign}), upstream × local ${flows}.${end}`;
    }

    paint(0);
  }

  const bracket = (value) => (value < 0 ? `(${show(value)})` : show(value));

  // -------------------------------------------------------------------------------- race

  const GROUNDS = {
    ravine: { value: (x, y) => x ** 2 / 20 + y ** 2, slopes: (x, y) => [x / 10, 2 * y] },
    saddle: { value: (x, y) => x ** 2 - y ** 2, slopes: (x, y) => [2 * x, -2 * y] },
    rosenbrock: {
      value: (x, y) => (1 - x) ** 2 + 100 * (y - x ** 2) ** 2,
      slopes: (x, y) => [2 * (x - 1) - 400 * x * (y - x ** 2), 200 * (y - x ** 2)],
    },
  };

  // The rules of nnbook.optimizers with Keras's defaults, for one number: `s` is what a rule keeps.
  const averages = (g, s) => {
    s.m = (s.m ?? 0) + 0.1 * (g - (s.m ?? 0));
    s.v = (s.v ?? 0) + 0.001 * (g * g - (s.v ?? 0));
  };
  const velocity = (g, s, rate) => { s.v = 0.9 * (s.v ?? 0) - rate * g; return s.v; };
  const RULES = {
    SGD: (w, g, s, rate) => w - rate * g,
    momentum: (w, g, s, rate) => w + velocity(g, s, rate),
    Nesterov: (w, g, s, rate) => w + 0.9 * velocity(g, s, rate) - rate * g,
    Adagrad: (w, g, s, rate) => { s.a = (s.a ?? 0.1) + g * g; return w - (rate * g) / Math.sqrt(s.a + 1e-7); },
    RMSprop: (w, g, s, rate) => { s.v = 0.9 * (s.v ?? 0) + 0.1 * g * g; return w - (rate * g) / Math.sqrt(s.v + 1e-7); },
    Adam: (w, g, s, rate, t) => {
      averages(g, s);
      const alpha = (rate * Math.sqrt(1 - 0.999 ** t)) / (1 - 0.9 ** t);
      return w - (alpha * s.m) / (Math.sqrt(s.v) + 1e-7);
    },
    Adamax: (w, g, s, rate, t) => {
      averages(g, s);
      s.u = Math.max(0.999 * (s.u ?? 0), Math.abs(g));
      return w - ((rate / (1 - 0.9 ** t)) * s.m) / (s.u + 1e-7);
    },
    Nadam: (w, g, s, rate, t) => {
      averages(g, s);
      const mu = (step) => 0.9 * (1 - 0.5 * 0.96 ** step);
      s.product = (s.product ?? 1) * mu(t);
      const m = (mu(t + 1) / (1 - s.product * mu(t + 1))) * s.m + ((1 - mu(t)) / (1 - s.product)) * g;
      return w - (rate * m) / (Math.sqrt(s.v / (1 - 0.999 ** t)) + 1e-7);
    },
  };

  // nnbook.landscapes.descend: the path of a rule, up to where it is no longer finite.
  function descend({ value, slopes }, start, rule, rate, steps) {
    const points = [start];
    const kept = [{}, {}];
    for (let t = 1; t <= steps; t += 1) {
      const here = points.at(-1);
      const gradient = slopes(...here);
      const next = here.map((w, i) => RULES[rule](w, gradient[i], kept[i], rate, t));
      if (![...gradient, ...next, value(...next)].every(Number.isFinite)) break;
      points.push(next);
    }
    return points;
  }

  // Level lines as short pieces, one for each cell of a grid that a level crosses (marching squares).
  function levels(value, [[left, right], [bottom, top]], heights, count = 60) {
    const at = (i, j) => [left + ((right - left) * i) / count, bottom + ((top - bottom) * j) / count];
    const z = Array.from({ length: count + 1 }, (_, i) => Array.from({ length: count + 1 }, (__, j) => value(...at(i, j))));
    const pieces = [];
    for (const height of heights) {
      for (let i = 0; i < count; i += 1) {
        for (let j = 0; j < count; j += 1) {
          const corners = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]];
          const cuts = [];
          corners.forEach(([a, b], k) => {
            const [c, d] = corners[(k + 1) % 4];
            const share = (height - z[a][b]) / (z[c][d] - z[a][b]);
            if (share >= 0 && share < 1) cuts.push(at(a + share * (c - a), b + share * (d - b)));
          });
          for (let k = 0; k + 1 < cuts.length; k += 2) pieces.push([cuts[k], cuts[k + 1]]);
        }
      }
    }
    return pieces;
  }

  const swatch = (k) => draw("svg", { viewBox: "0 0 30 10", class: "nnbook-swatch", "aria-hidden": "true" },
    draw("path", { class: `nnbook-path nnbook-line-${k}`, d: "M0 5L30 5" }));

  function race(live, state, title) {
    const names = Object.keys(RULES);
    const rates = Object.fromEntries(state.landscapes.map((one) => [one.name, { ...one.rates }]));
    const grid = ratesWith(3, ...state.landscapes.flatMap((one) => Object.values(one.rates)));
    const running = new Set(state.runners);
    let ground, area, paths, shown = state.steps;
    const which = choice("Landscape", state.landscapes.map((one) => [one.name, `f(x, y) = ${one.formula}`]), state.landscapes[0].name, choose);
    const boxes = names.map((name) => check(name, running.has(name), (on) => { if (on) running.add(name); else running.delete(name); run(); }));
    const whose = choice("Rate of", names.map((name) => [name, name]), state.runners[0], () => { rate.value = grid.indexOf(rates[ground.name][whose.value]); });
    const rate = slider("is", { low: 0, high: grid.length - 1, value: 0, format: (i) => show(grid[i]), oninput: (i) => { rates[ground.name][whose.value] = grid[i]; run(); } });
    const starts = ["x", "y"].map((axis) => slider(`Start ${axis}`, { low: 0, high: 1, value: 0, oninput: () => run() }));
    const step = slider("Step", { low: 0, high: state.steps, value: state.steps, format: (i) => `${i} of ${state.steps}`, oninput: (i) => { walking.stop(); paint(i); } });
    const walking = walker({ step: 120, limit: () => state.steps, at: () => shown, go: (i) => { step.value = i; paint(i); } });
    const canvas = make("div");
    const words = said();
    const body = make("tbody");
    const board = make("table", { class: "nnbook-board" },
      make("thead", {}, make("tr", {}, ...["Optimizer", "Rate", "x", "y", "f(x, y)"].map((text) => make("th", { scope: "col", class: text.length === 1 ? "nnbook-wide" : undefined }, text)))), body);
    live.append(
      row(which.box), make("fieldset", { class: "nnbook-fields" }, make("legend", {}, "Who runs"), ...boxes.map((one) => one.box)),
      row(whose.box, rate.box), row(...starts.map((one) => one.box)), canvas, words, row(step.box), walking.box, board,
    );

    function choose(name) {
      const one = state.landscapes.find((each) => each.name === name);
      ground = { ...one, ...GROUNDS[name] };
      const [[left, right], [bottom, top]] = ground.domain;
      starts.forEach((control, i) => {
        const [low, high] = ground.domain[i];
        const fine = Number(ground.start[i].toFixed(2)) !== ground.start[i];
        control.range(low, high, fine ? 0.001 : 0.1);
        control.value = ground.start[i];
      });
      rate.value = grid.indexOf(rates[name][whose.value]);
      area = plot({ low: left, high: right, bottom, top, xlabel: "x", ylabel: "y" });
      const d = levels(ground.value, ground.domain, ground.levels)
        .map((piece) => path(piece.map(([x, y]) => [area.x(x), area.y(y)]))).join("");
      area.svg.querySelectorAll(".nnbook-grid").forEach((line) => line.remove());
      area.svg.insertBefore(draw("path", { class: "nnbook-level", d }), area.layer);
      canvas.replaceChildren(area.svg);
      run();
    }

    function run() {
      walking.stop();
      const start = starts.map((one) => one.value);
      paths = names.filter((name) => running.has(name))
        .map((name) => ({ name, points: descend(ground, start, name, rates[ground.name][name], state.steps) }));
      paint(shown);
    }

    function paint(i) {
      shown = i;
      const place = ([x, y]) => [near(area.x(x)), near(area.y(y))];
      const marks = paths.flatMap(({ name, points }) => {
        const way = points.slice(0, i + 1).map(place);
        const [x, y] = way.at(-1);
        const look = `nnbook-line-${names.indexOf(name)}`;
        return [
          draw("path", { class: `nnbook-path ${look}`, d: path(way) }),
          draw("circle", { class: `nnbook-here ${look}`, cx: x, cy: y, r: 5 }),
        ];
      });
      const [x, y] = place(starts.map((one) => one.value));
      area.layer.replaceChildren(...marks, draw("rect", { class: "nnbook-start", x: x - 5, y: y - 5, width: 10, height: 10 }));
      const places = paths.map(({ name, points }) => {
        const at = points[Math.min(i, points.length - 1)];
        return { name, at, value: ground.value(...at), lost: i >= points.length };
      });
      body.replaceChildren(...places.map(({ name, at, value, lost }) => make("tr", {},
        make("th", { scope: "row" }, swatch(names.indexOf(name)), ` ${name}`), make("td", {}, show(rates[ground.name][name])),
        ...(lost ? [make("td", { colspan: innerWidth < 600 ? 1 : 3 }, "diverged")] : [...at, value].map((v, k) => make("td", { class: k < 2 ? "nnbook-wide" : undefined }, show(v, 3)))))));
      const best = places.filter((one) => !one.lost).sort((a, b) => a.value - b.value)[0];
      words.textContent = best ? `After ${i} steps, lowest: ${best.name}, f = ${show(best.value)}.` : "Nobody runs.";
      area.svg.setAttribute("aria-label", `${title}. Level lines of f(x, y) = ${ground.formula} with the paths of ${paths.map(({ name }) => name).join(", ") || "nobody"}. ${words.textContent}`);
    }

    choose(state.landscapes[0].name);
  }

  // --------------------------------------------------------------------------- schedules

  // nnbook.schedules, with the parameters by their names there.
  const part = (step, p) => (p.staircase ? Math.floor(step / p.decay_steps) : step / p.decay_steps);
  const SCHEDULES = {
    ExponentialDecay: (step, rate, p) => rate * p.decay_rate ** part(step, p),
    InverseTimeDecay: (step, rate, p) => rate / (1 + p.decay_rate * part(step, p)),
    PowerDecay: (step, rate, p) => rate / (1 + step / p.decay_steps) ** p.power,
    PolynomialDecay: (step, rate, p) =>
      (rate - p.end_learning_rate) * (1 - Math.min(step / p.decay_steps, 1)) ** p.power + p.end_learning_rate,
    PiecewiseConstantDecay: (step, rate, p) => {
      const later = (step > p.first) + (step > Math.max(p.second, p.first + 1));
      return rate * p.factor ** later;
    },
    CosineDecay: (step, rate, p) =>
      rate * ((1 - p.alpha) * ((1 + Math.cos(Math.PI * Math.min(step / p.decay_steps, 1))) / 2) + p.alpha),
    OneCycle: (step, rate, p) => {
      const end = (1 - p.annihilation) * p.total_steps;
      if (step < end) return rate / 10 + 0.9 * rate * (1 - Math.abs(step - end / 2) / (end / 2));
      if (step >= p.total_steps) return rate / 1e4;
      return rate / 10 - (rate / 10 - rate / 1e4) * ((step - end) / (p.total_steps - end));
    },
  };

  function schedules(live, state, title) {
    const { steps } = state;
    const rates = ratesWith(state.rate);
    const chosen = Object.fromEntries(state.schedules.map((one) => [one.name, { ...one.parameters }]));
    const ranges = {
      decay_rate: [0.05, 2, 0.05], power: [0.1, 3, 0.1], alpha: [0, 1, 0.05], annihilation: [0.05, 0.5, 0.05],
      factor: [0.05, 1, 0.05], end_learning_rate: [0, 0.1, 0.001],
    };
    let kept = [];
    const which = choice("Schedule", state.schedules.map(({ name }) => [name, name]), state.schedules[0].name, () => choose());
    const rate = slider("Learning rate", { low: 0, high: rates.length - 1, value: rates.indexOf(state.rate), format: (i) => show(rates[i]), oninput: () => paint() });
    const parameters = make("div", { class: "nnbook-row" });
    const step = slider("Step", { low: 0, high: steps, value: Math.round(steps / 2), oninput: () => paint() });
    const canvas = make("div");
    const words = said();
    const keep = button("Keep this curve", () => { kept = [...kept, curve()].slice(-3); paint(); });
    const clear = button("Forget the others", () => { kept = []; paint(); });
    live.append(row(which.box, rate.box), parameters, canvas, words, row(step.box), row(keep, clear));

    const at = (t) => SCHEDULES[which.value](t, rates[rate.value], chosen[which.value]);
    const curve = () => ({ name: which.value, values: Array.from({ length: steps + 1 }, (_, t) => at(t)) });

    function choose() {
      const p = chosen[which.value];
      parameters.replaceChildren(...Object.keys(p).map((name) => {
        if (typeof p[name] === "boolean") return check(name, p[name], (on) => { p[name] = on; paint(); }).box;
        const [low, high, by] = ranges[name] ?? [1, steps, 1];
        return slider(name, { low, high, step: by, value: p[name], oninput: (v) => { p[name] = v; paint(); } }).box;
      }));
      paint();
    }

    function paint() {
      const now = curve();
      const all = [...kept, now];
      const top = Math.max(...all.flatMap((one) => one.values)) * 1.08;
      const area = plot({ low: 0, high: steps, bottom: 0, top, xlabel: "step", ylabel: "learning rate" });
      const line = ({ values }) => path(values.map((v, t) => [area.x(t), area.y(v)]));
      area.layer.append(
        ...kept.map((one, k) => draw("path", { class: `nnbook-path nnbook-line-${k + 1}`, d: line(one) })),
        draw("path", { class: "nnbook-curve", d: line(now) }),
        draw("circle", { class: "nnbook-here", cx: area.x(step.value), cy: area.y(at(step.value)), r: 7 }),
      );
      canvas.replaceChildren(area.svg);
      const others = kept.length ? ` Kept: ${kept.map((one) => one.name).join(", ")}.` : "";
      words.textContent = `${which.value}: ${show(at(0))} at first, ${show(at(step.value))} at step ${step.value}, ${show(at(steps))} at step ${steps}.${others}`;
      area.svg.setAttribute("aria-label", `${title}. ${words.textContent}`);
    }

    choose();
  }

  // ----------------------------------------------------------------------------- penalty

  function penalty(live, state) {
    const count = state.strengths.length;
    const size = Math.round(Math.sqrt(bytes(state.fields[0]).length));
    const strength = slider("Strength λ", { low: 0, high: count - 1, value: state.chosen, format: (i) => show(state.strengths[i]), oninput: paint });
    const left = plot({ low: -1, high: 1, bottom: -2, top: 2, xlabel: "x", ylabel: "y", half: true });
    const right = plot({ low: -1, high: 1, bottom: -1, top: 1, xlabel: "first feature", ylabel: "second feature", half: true });
    const words = said();
    const body = make("tbody");
    live.append(row(strength.box), make("div", { class: "nnbook-bench" }, left.svg, right.svg), words, make("table", { class: "nnbook-board" },
      make("thead", {}, make("tr", {}, ...["Error", "training", "fresh"].map((text) => make("th", { scope: "col" }, text)))), body));

    function paint(i) {
      const along = (values) => path(values.map((y, k) => [left.x(-1 + (2 * k) / (values.length - 1)), near(left.y(y))]));
      left.layer.replaceChildren(
        draw("path", { class: "nnbook-level", d: along(state.target) }),
        draw("path", { class: "nnbook-curve", d: along(state.fits[i]) }),
        ...state.x.map((x, k) => draw("circle", { class: "nnbook-dot", cx: left.x(x), cy: left.y(state.y[k]), r: 4.5 })),
      );
      const field = bytes(state.fields[i]);
      const value = (a, b) => field[Math.round(a) * size + Math.round(b)] - 127.5;
      const place = (k) => -1 + (2 * k) / (size - 1);
      const d = levels(value, [[0, size - 1], [0, size - 1]], [0], size - 1)
        .map((piece) => path(piece.map(([a, b]) => [right.x(place(a)), right.y(place(b))]))).join("");
      right.layer.replaceChildren(
        draw("path", { class: "nnbook-curve", d }),
        ...state.points.map(([a, b], k) => (state.labels[k]
          ? draw("rect", { class: "nnbook-dot", x: right.x(a) - 4, y: right.y(b) - 4, width: 8, height: 8 })
          : draw("circle", { class: "nnbook-dot nnbook-other", cx: right.x(a), cy: right.y(b), r: 4.5 }))),
      );
      const percent = (share) => `${Math.round(100 * share)}%`;
      const lines = [
        ["mean squared error of the fit", ...state.fit_errors[i].map((e) => show(e, 3))],
        ["wrong classes", ...state.boundary_errors[i].map(percent)],
      ];
      body.replaceChildren(...lines.map(([name, ...cells]) => make("tr", {},
        make("th", { scope: "row" }, name), ...cells.map((text) => make("td", {}, text)))));
      const best = (pairs) => pairs.reduce((at, pair, k) => (pair[1] < pairs[at][1] ? k : at), 0);
      const remark = (pairs) => {
        const to = best(pairs);
        return to === i ? "best on fresh points here" : to < i ? "better on fresh points with a weaker one" : "better on fresh points with a stronger one";
      };
      words.textContent = `λ = ${show(state.strengths[i])}: the fit is ${remark(state.fit_errors)}, the boundary ${remark(state.boundary_errors)}.`;
      left.svg.setAttribute("aria-label", `The fit. ${lines[0][0]}: ${lines[0][1]} in training, ${lines[0][2]} on fresh points.`);
      right.svg.setAttribute("aria-label", `The boundary. ${lines[1][0]}: ${lines[1][1]} in training, ${lines[1][2]} on fresh points.`);
    }

    paint(state.chosen);
  }

  // ------------------------------------------------------------------------- all of them

  const WIDGETS = { backward, descent, penalty, race, schedules, sobel };

  function start() {
    document.querySelectorAll(".nnbook-widget[data-widget]").forEach((root) => {
      const title = root.dataset.title;
      const live = make("div", { class: "nnbook-live", role: "group", "aria-label": title });
      WIDGETS[root.dataset.widget](live, JSON.parse(root.dataset.state), title);
      root.append(live);
      root.classList.add("is-live"); // only now, so that a fault leaves the picture where it is
    });
  }

  // What tests compare with nnbook.
  window.nnbookWidgets = { LANDSCAPES, gradientDescent, KERNELS, respond, seen, NODES, backpropagate, GROUNDS, descend, SCHEDULES };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();

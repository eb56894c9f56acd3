"use strict";
(() => {
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const reveal = () => {
    const at = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    for (let up = at; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
    if (at) at.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();

  const panels = all("svg[data-panel]").map((svg) => ({
    svg, said: svg.parentElement.querySelector(".read"), ...JSON.parse(svg.dataset.panel),
  }));
  const held = document.getElementById("motion-data");
  const data = held ? JSON.parse(held.textContent) : { left: 0.5, words: [] };
  let now = 0;
  const asShown = (v, unit) => v.toFixed(unit === "°" ? 0 : 1).replace("-", "−") + (unit === "°" ? "°" : " " + unit);
  const shareOf = (curve) => (curve.k === "L" ? (now / 100 - data.left + 2) % 1 : now / 100);
  const valueAt = (curve, share) => {
    const at = share * (curve.v.length - 1), low = Math.floor(at), high = Math.min(low + 1, curve.v.length - 1);
    return curve.v[low] + (curve.v[high] - curve.v[low]) * (at - low);
  };
  const read = (p) => {
    const lines = all(".cur", p.svg);
    p.c.forEach((curve, i) => {
      if (lines[i]) lines[i].setAttribute("transform", `translate(${p.x[0] + shareOf(curve) * (p.x[1] - p.x[0])} 0)`);
    });
    p.said.hidden = false;
    p.said.textContent = p.c.map((curve) => {
      const v = valueAt(curve, shareOf(curve)), flat = Math.abs(v) < 0.5;
      const word = p.s && !flat ? " " + (v > 0 ? p.up : p.dn) : "";
      return `${curve.l} ${asShown(p.s ? Math.abs(v) : v, p.u)}${word}`;
    }).join(" · ");
  };
  const touched = () => panels.forEach((p) => { p.svg.classList.add("live"); read(p); });

  let draw = () => {}, follow = () => {};
  const go = (percent, quiet) => {
    now = ((percent % 100) + 100) % 100;
    if (percent === 100) now = 100;
    follow();
    draw();
    if (!quiet) touched();
  };
  for (const p of panels) {
    const to = (event) => {
      const box = p.svg.getBoundingClientRect();
      const x = ((event.clientX - box.left) / box.width) * p.svg.viewBox.baseVal.width;
      const share = (x - p.x[0]) / (p.x[1] - p.x[0]);
      if (share > -0.05 && share < 1.05) go(100 * Math.min(Math.max(share, 0), 1));
    };
    p.svg.style.touchAction = "pan-y";
    p.svg.addEventListener("pointerdown", (event) => { p.svg.setPointerCapture(event.pointerId); to(event); });
    p.svg.addEventListener("pointermove", (event) => { if (event.buttons || event.pointerType === "mouse") to(event); });
  }
  const player = document.querySelector(".player");
  if (!player || !held) return;

  player.hidden = false;
  const canvas = player.querySelector("canvas"), pen = canvas.getContext("2d");
  const slider = player.querySelector("input"), line = player.querySelector(".now"), play = player.querySelector(".play");
  const VIEWS = { side: [0, 0], behind: [90, 0], above: [90, 90] };
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let yaw = 0, pitch = 0, speed = 0.25, running = 0, last = 0, ink = {};

  const colours = () => {
    const style = getComputedStyle(document.documentElement);
    for (const name of ["raised", "ink", "ink3", "right", "left", "accent"]) ink[name] = style.getPropertyValue("--" + name);
  };
  const point = (name) => {
    const way = data.points[name];
    if (!way) return null;
    const at = ((now / 100) % 1) * data.frames, low = Math.floor(at) % data.frames, high = (low + 1) % data.frames;
    const part = at - Math.floor(at);
    return [0, 1, 2].map((k) => (way[3 * low + k] * (1 - part) + way[3 * high + k] * part) / 1000);
  };
  const middle = (a, b) => (a && b ? a.map((v, k) => (v + b[k]) / 2) : a || b);
  const view = (p) => {
    if (!p) return null;
    const a = (yaw * Math.PI) / 180, e = (pitch * Math.PI) / 180, unit = (canvas.height / 2.14) * (1 + 0.6 * Math.max(Math.sin(e), 0));
    const across = p[0] * Math.cos(a) + p[2] * Math.sin(a), near = p[2] * Math.cos(a) - p[0] * Math.sin(a);
    const high = (p[1] - 0.95) * Math.cos(e) - near * Math.sin(e);
    return [canvas.width / 2 + across * unit, canvas.height / 2 - high * unit, (p[1] - 0.95) * Math.sin(e) + near * Math.cos(e)];
  };
  const stroke = (points, colour, width, closed, fill) => {
    if (closed && !points.every(Boolean)) return;
    pen.beginPath();
    points.forEach((p, k) => { if (p) (k && points[k - 1] ? pen.lineTo(p[0], p[1]) : pen.moveTo(p[0], p[1])); });
    if (closed) pen.closePath();
    if (fill) { pen.fillStyle = fill; pen.globalAlpha = 0.85; pen.fill(); pen.globalAlpha = 1; }
    pen.strokeStyle = colour;
    pen.lineWidth = width * (canvas.height / 560);
    pen.stroke();
  };
  const limb = (side, names, closed) => {
    const points = names.map((n) => view(point(`${n}_${side}`)));
    if (side === "right") return stroke(points, ink.right, 5, closed);
    stroke(points, ink.left, 7, closed);
    stroke(points, ink.raised, 3, closed);
  };
  const trunk = () => {
    const hips = middle(point("hip_right"), point("hip_left")) || point("mid_pelvis");
    const tips = [point("acromion_right"), point("acromion_left")], top = middle(...tips) || point("c7");
    stroke([view(hips), view(top)], ink.ink, 4);
    stroke(["asis_right", "asis_left", "psis_left", "psis_right"].map((n) => view(point(n))), ink.ink, 2, true, ink.raised);
    stroke(tips.map(view), ink.ink, 6.5);
    const seen = point("head"), head = seen || (top && [top[0], top[1] + 0.235, top[2]]);
    if (!head) return;
    const [x, y] = view(head);
    pen.beginPath();
    pen.setLineDash(seen ? [] : [3, 6]);
    pen.arc(x, y, (0.092 * canvas.height) / 2.14, 0, 7);
    pen.strokeStyle = seen ? ink.ink : ink.ink3;
    pen.lineWidth = (2 * canvas.height) / 560;
    pen.stroke();
    pen.setLineDash([]);
  };
  const leg = (side) => { limb(side, ["hip", "knee", "ankle"]); limb(side, ["ankle", "heel", "toe"], true); };
  draw = () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.lineJoin = pen.lineCap = "round";
    if (pitch < 60) stroke([[-1.1, 0, 0], [1.1, 0, 0], [0, 0, 0], [0, 0, -0.6], [0, 0, 0.6]].slice(yaw % 180 === 90 ? 3 : 0, yaw % 180 === 90 ? 5 : 2).map(view), ink.ink3, 1.6);
    const parts = [[0, trunk]];
    for (const side of ["right", "left"]) {
      const knee = view(point("knee_" + side)), elbow = view(point("elbow_lateral_" + side));
      if (knee) parts.push([pitch > 60 ? -1 : knee[2], () => leg(side)]);
      if (elbow) parts.push([elbow[2], () => limb(side, ["acromion", "elbow_lateral", "wrist_radial"])]);
    }
    parts.sort((a, b) => a[0] - b[0]).forEach((part) => part[1]());
  };
  follow = () => {
    slider.value = now;
    line.textContent = data.words[Math.round(now)];
    slider.setAttribute("aria-valuetext", line.textContent);
  };
  const size = () => {
    const ratio = Math.min(devicePixelRatio || 1, 2.5);
    canvas.width = Math.round(canvas.clientWidth * ratio);
    canvas.height = Math.round((canvas.width * 560) / 720);
    colours();
    draw();
  };
  const press = (group, chosen) => all("button", group).forEach((b) => b.setAttribute("aria-pressed", String(b === chosen)));
  const turn = (to) => {
    const from = [yaw, pitch], start = performance.now();
    if (calm.matches) { [yaw, pitch] = to; return draw(); }
    const step = (time) => {
      const part = Math.min((time - start) / 320, 1), eased = part * part * (3 - 2 * part);
      yaw = from[0] + (to[0] - from[0]) * eased;
      pitch = from[1] + (to[1] - from[1]) * eased;
      draw();
      if (part < 1) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  };
  const tick = (time) => {
    if (!running) return;
    go(now + (Math.min(time - last, 100) / 1000 / data.time) * speed * 100);
    last = time;
    running = requestAnimationFrame(tick);
  };
  const toggle = () => {
    if (running) { cancelAnimationFrame(running); running = 0; } else { last = performance.now(); running = requestAnimationFrame(tick); }
    play.textContent = running ? play.dataset.pause : play.dataset.play;
  };
  const views = player.querySelector(".views"), speeds = player.querySelector(".speeds");
  views.addEventListener("click", (event) => {
    const name = event.target.dataset.view;
    if (name) { press(views, event.target); turn(VIEWS[name]); }
  });
  speeds.addEventListener("click", (event) => {
    if (event.target.dataset.speed) { press(speeds, event.target); speed = Number(event.target.dataset.speed); }
  });
  play.addEventListener("click", toggle);
  slider.addEventListener("input", () => go(Number(slider.value)));
  slider.addEventListener("keydown", (event) => {
    const far = { PageUp: 10, PageDown: -10 }[event.key];
    if (far) { event.preventDefault(); go(Math.min(Math.max(now + far, 0), 100)); }
  });
  canvas.addEventListener("keydown", (event) => {
    const act = {
      ArrowLeft: () => go(now - 1), ArrowRight: () => go(now + 1), " ": toggle,
      ArrowUp: () => { yaw += 10; draw(); }, ArrowDown: () => { yaw -= 10; draw(); },
    }[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  let grip = null;
  canvas.addEventListener("pointerdown", (event) => { grip = [event.clientX, yaw, event.clientY, pitch]; canvas.setPointerCapture(event.pointerId); });
  canvas.addEventListener("pointermove", (event) => {
    if (!grip || !event.buttons) return;
    yaw = grip[1] + (event.clientX - grip[0]) * 0.5;
    if (event.pointerType === "mouse") pitch = Math.min(Math.max(grip[3] + (event.clientY - grip[2]) * 0.4, -10), 90);
    press(views, null);
    draw();
  });
  canvas.addEventListener("pointerup", () => { grip = null; });
  addEventListener("resize", size);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", size);
  go(0, true);
  size();
})();

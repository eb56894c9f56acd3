// One state: where the sound is. Buttons, keys and the headset all change that, and the page only shows it.
(() => {
  const data = JSON.parse(document.getElementById("lp-data").textContent);
  const by = (id) => document.getElementById(`lp-${id}`), all = (what) => [...document.querySelectorAll(what)];
  const sound = by("sound"), root = document.querySelector(".lp"), words = data.words;
  const STEP = 15, EVERY = 5, NEAR = 0.35, MORE = 0.5, LATE = 3;
  const name = `understride.lesson.${data.id}.${data.length}`;
  let now = data.sides[0], more = false, speed = 1, held = null, saved = -EVERY, block = -1, cue = null, wish = null;

  const stored = () => { try { return JSON.parse(localStorage.getItem(name)) || {}; } catch { return {}; } };
  const save = () => {
    saved = sound.currentTime;
    try {
      localStorage.setItem(name, JSON.stringify({ side: now.side, time: place(), more, speed }));
    } catch { /* a private window keeps nothing: the lesson plays all the same */ }
  };
  const place = () => (wish === null ? sound.currentTime : wish);
  const say = (text) => { by("status").textContent = text; };
  const at = (time) => Math.max(0, now.blocks.findLastIndex((b) => b.start <= time + 0.05));
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);

  function go(time) {
    const end = now.seconds - 0.2;
    held = null;
    time = Math.min(Math.max(0, time), end);
    if (sound.readyState) { wish = null; sound.currentTime = time; } else wish = time;
    show();
    save();
  }
  const play = () => sound.play().catch(() => say(fill(words.silent, { file: now.audio })));
  const toggle = () => (sound.paused ? play() : sound.pause());
  const again = () => go(now.blocks[at(place())].start);
  function part(by) {
    const here = at(place());
    const late = by < 0 && place() - now.blocks[here].start > LATE;
    go(now.blocks[Math.min(Math.max(0, here + (late ? 0 : by)), now.blocks.length - 1)].start);
  }
  function lengthen(on) {
    more = on;
    by("more").setAttribute("aria-pressed", String(on));
  }
  function faster(value) {
    speed = Number(value) || 1;
    by("speed").value = speed.toFixed(1);
    pace();
  }
  function choose(side, time) {
    const playing = !sound.paused;
    now = data.sides.find((s) => s.side === side) || data.sides[0];
    all("[data-side]").forEach((e) => {
      if (e.matches("button")) e.setAttribute("aria-pressed", String(e.dataset.side === now.side));
      else e.hidden = e.dataset.side !== now.side;
    });
    sound.src = now.audio;
    wish = time;
    block = -1;
    cue = null;
    show();
    session();
    if (playing) play();
  }

  function otherSide(side) {
    const there = data.sides.find((s) => s.side === side), i = at(place());
    choose(side, (there.blocks[i] || there.blocks[0]).start);
  }

  // Speech alone is faster or slower; a pause lasts as long as it is written.
  const speaking = (time) => now.blocks[at(time)].cues.some((c) => c[1] - NEAR <= time && time < c[2]);
  const pace = () => { const rate = speaking(place()) ? speed : 1; if (sound.playbackRate !== rate) sound.playbackRate = rate; };
  // More time: just before a silence ends, go back within it once. The sound never stops, so a phone stays awake for it.
  function hold() {
    if (!more || sound.paused) return;
    const time = sound.currentTime;
    const gap = now.blocks[at(time)].held.find((g) => g[0] < time && time < g[1] && g[1] - time < NEAR + 0.25);
    if (!gap || held === gap[1]) return;
    held = gap[1];
    sound.currentTime = time - MORE * (gap[1] - gap[0] - NEAR);
  }

  function show() {
    const time = place(), i = at(time), here = now.blocks[i];
    by("count").textContent = fill(words.count, { n: i + 1, all: now.blocks.length });
    by("clock").textContent = fill(words.clock, { at: Math.floor(time / 60), all: Math.round(now.seconds / 60) });
    if (i !== block) {
      block = i;
      by("part").textContent = here.title;
      const strip = document.querySelector(`.strips[data-side="${now.side}"]`);
      strip.querySelectorAll(".k").forEach((k, n) => { k.classList.toggle("done", n < i); k.classList.toggle("now", n === i); });
      document.querySelectorAll(`.parts[data-side="${now.side}"] button`).forEach((b, n) =>
        n === i ? b.setAttribute("aria-current", "step") : b.removeAttribute("aria-current"));
      all("[data-figure]").forEach((f) => { f.hidden = here.figure !== "" && f.dataset.figure !== here.figure; });
    }
    const said = here.cues.findLast((c) => c[1] <= time + 0.1) || here.cues[0];
    if (said && said !== cue) {
      cue = said;
      by("line").textContent = said[0];
      all(".words [aria-current]").forEach((s) => s.removeAttribute("aria-current"));
      const word = document.querySelector(`.words[data-side="${now.side}"] [data-s="${said[1]}"]`);
      if (word) word.setAttribute("aria-current", "true");
    }
    const playing = !sound.paused;
    root.classList.toggle("playing", playing);
    by("play").setAttribute("aria-label", playing ? words.pause : words.play);
  }

  function session() {
    if (!("mediaSession" in navigator)) return;
    const media = navigator.mediaSession;
    media.metadata = new MediaMetadata({ title: data.title, artist: "understride" });
    const acts = {
      play, pause: () => sound.pause(), stop: () => sound.pause(),
      seekbackward: (d) => go(place() - (d.seekOffset || STEP)), seekforward: (d) => go(place() + (d.seekOffset || STEP)),
      seekto: (d) => go(d.seekTime), previoustrack: () => part(-1), nexttrack: () => part(1),
    };
    for (const [act, does] of Object.entries(acts)) {
      try { media.setActionHandler(act, does); } catch { /* an older browser knows fewer */ }
    }
  }

  const keys = {
    " ": toggle, ArrowLeft: () => go(place() - STEP), ArrowRight: () => go(place() + STEP), ArrowUp: again,
    PageUp: () => part(-1), PageDown: () => part(1), Home: () => go(0),
  };
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("select, input, textarea, audio")) return;
    if (!("alone" in root.dataset) && !root.contains(e.target)) return;
    if (e.key === " " && e.target.closest("button, summary, a")) return;
    if (!(e.key in keys)) return;
    e.preventDefault();
    keys[e.key]();
  });
  by("play").addEventListener("click", toggle);
  by("again").addEventListener("click", again);
  by("back").addEventListener("click", () => go(place() - STEP));
  by("on").addEventListener("click", () => go(place() + STEP));
  by("before").addEventListener("click", () => part(-1));
  by("after").addEventListener("click", () => part(1));
  by("start").addEventListener("click", () => go(0));
  by("more").addEventListener("click", () => { lengthen(!more); say(more ? words.more_on : words.more_off); save(); });
  by("speed").addEventListener("change", (e) => { faster(e.target.value); save(); });
  all("button.side").forEach((b) => b.addEventListener("click", () => { otherSide(b.dataset.side); save(); }));
  all(".parts button").forEach((b) => b.addEventListener("click", () => go(now.blocks[Number(b.dataset.i)].start)));
  all(".strip").forEach((s) => s.addEventListener("click", (e) => {
    const i = e.target.dataset && e.target.dataset.i;
    if (i !== undefined) go(now.blocks[Number(i)].start);
  }));

  sound.addEventListener("loadedmetadata", () => {
    if (wish !== null) { sound.currentTime = wish; wish = null; }
    sound.preservesPitch = true;
    show();
  });
  sound.addEventListener("timeupdate", () => {
    hold();
    pace();
    show();
    if (Math.abs(sound.currentTime - saved) >= EVERY) save();
  });
  sound.addEventListener("play", () => { say(""); show(); });
  sound.addEventListener("pause", () => { show(); save(); });
  sound.addEventListener("ended", () => { say(words.ended); held = null; wish = 0; sound.currentTime = 0; wish = null; show(); save(); });
  sound.addEventListener("error", () => say(fill(words.silent, { file: now.audio })));
  for (const leaves of ["pagehide", "visibilitychange"]) document.addEventListener(leaves, save);
  addEventListener("pagehide", save);

  root.classList.add("live");
  root.querySelector(".controls").hidden = false;
  const was = stored();
  lengthen(was.more === true);
  faster(was.speed);
  const time = was.time > 1 && was.time < now.seconds ? was.time : 0;
  if (was.side && was.side !== now.side && data.sides.some((s) => s.side === was.side)) choose(was.side, time);
  else { wish = time; if (sound.readyState) { sound.currentTime = time; wish = null; } }
  if (time) say(words.resumed);
  session();
  show();
})();

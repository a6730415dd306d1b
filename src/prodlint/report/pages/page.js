"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const ROWS_AT_ONCE = 500;
  const BARS_AT_ONCE = 15;
  const at = (id) => document.getElementById(id);
  const columns = data.table.columns;
  const keys = columns.map((column) => column.key);
  const filters = columns.filter((column) => column.filter);
  let allRows = false;
  let allBars = false;

  // The address holds the state, so that a filtered page can be linked to: #verdict=inert&q=save&sort=place&order=descending
  const asked = () => new URLSearchParams(location.hash.slice(1));
  const ask = (changes) => {
    const state = asked();
    for (const [name, value] of Object.entries(changes)) value ? state.set(name, value) : state.delete(name);
    const hash = state.toString();
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
    allRows = false;
    show();
  };

  const element = (tag, text, className) => {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const track = (parts, into) => {
    const whole = parts.reduce((sum, part) => sum + part.count, 0);
    into.className = "track";
    into.replaceChildren(...parts.filter((part) => part.count).map((part) => {
      const piece = element("span", undefined, part.tone);
      piece.style.width = `${(100 * part.count) / whole}%`;
      return piece;
    }));
    return into;
  };

  const fill = () => {
    at("version").textContent = data.version;
    at("title").textContent = data.title;
    at("project").textContent = data.project;
    at("figure").textContent = data.headline.figure;
    at("figure-label").textContent = data.headline.label;
    at("note").textContent = data.headline.note;
    track(data.headline.parts, at("whole"));
    at("tiles").setAttribute("aria-label", data.headline.column);
    at("tiles").replaceChildren(...data.headline.parts.map(tile));
    at("bars-section").hidden = !data.bars.rows.length;
    at("bars-title").textContent = data.bars.title;
    at("entries").textContent = data.table.title;
    for (const column of filters) at("filters").insertBefore(choice(column), at("reset"));
    at("head").replaceChildren(...columns.map(heading));
  };
  const toggled = (column, value) => ask({ [column]: asked().get(column) === value ? "" : value });
  const tile = (part) => {
    const button = element("button");
    button.type = "button";
    button.append(element("b", part.count.toLocaleString("en"), part.tone), document.createTextNode(part.name));
    button.dataset.value = part.name;
    button.title = part.hint;
    button.addEventListener("click", () => toggled(data.headline.column, part.name));
    return button;
  };
  const bar = (row) => {
    const item = element("li");
    const button = element("button");
    button.type = "button";
    button.dataset.value = row.name;
    const parts = track(row.parts, element("span"));
    parts.setAttribute("aria-hidden", "true");
    const name = element("span", row.name, "name");
    name.title = row.name;
    button.append(name, parts, element("span", row.figure, "percent"), element("span", row.detail, "detail"));
    button.addEventListener("click", () => toggled(data.bars.column, row.name));
    item.append(button);
    return item;
  };
  const choice = (column) => {
    const label = element("label", `${column.title} `);
    const select = element("select");
    select.id = `filter-${column.key}`;
    const every = element("option", "all");
    every.value = "";
    const place = keys.indexOf(column.key);
    const values = [...new Set(data.table.rows.map((row) => row[place]))].sort((one, other) => compare(column, one, other));
    select.append(every, ...values.map((value) => element("option", value)));
    select.addEventListener("change", () => ask({ [column.key]: select.value }));
    label.append(select);
    return label;
  };
  const heading = (column) => {
    const cell = element("th");
    cell.scope = "col";
    cell.dataset.key = column.key;
    const button = element("button", column.title);
    button.type = "button";
    button.addEventListener("click", () => {
      const state = asked();
      const again = (state.get("sort") || keys[0]) === column.key && state.get("order") !== "descending";
      ask({ sort: column.key, order: again ? "descending" : "" });
    });
    cell.append(button);
    return cell;
  };

  const compare = (column, one, other) => {
    if (column.order.length) return column.order.indexOf(one) - column.order.indexOf(other);
    return one.localeCompare(other, "en", { numeric: true });
  };
  const fitting = (state) => {
    const words = (state.get("q") || "").toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = filters.map((column) => [keys.indexOf(column.key), state.get(column.key)]).filter(([, value]) => value);
    return data.table.rows.filter((row) => {
      if (wanted.some(([place, value]) => row[place] !== value)) return false;
      const text = words.length ? row.join("\n").toLowerCase() : "";
      return words.every((word) => text.includes(word));
    });
  };
  const breakable = (path) => path.split(/(?<=[/\\])/).flatMap((piece) => [piece, document.createElement("wbr")]);
  const line = (row) => {
    const made = element("tr");
    made.append(...columns.map((column, place) => {
      const cell = element("td", undefined, column.style);
      cell.dataset.title = column.title;
      const tone = Object.hasOwn(column.tones, row[place]) ? column.tones[row[place]] : "";
      if (tone) cell.append(element("span", row[place], `pill ${tone}`));
      else cell.append(...(column.style === "code" ? breakable(row[place]) : [row[place]]));
      return cell;
    }));
    return made;
  };
  const pressed = (id, column, state) => {
    for (const button of at(id).querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(state.get(column) === button.dataset.value));
    }
  };

  const show = () => {
    const state = asked();
    const sorted = columns.find((column) => column.key === state.get("sort")) || columns[0];
    const place = keys.indexOf(sorted.key);
    const turn = state.get("order") === "descending" ? -1 : 1;
    const rows = fitting(state).sort((one, other) => turn * compare(sorted, one[place], other[place]));
    const shown = allRows ? rows : rows.slice(0, ROWS_AT_ONCE);
    at("body").replaceChildren(...shown.map(line));
    at("nothing").hidden = rows.length > 0;
    at("count").textContent = `${rows.length.toLocaleString("en")} of ${data.table.rows.length.toLocaleString("en")} ${data.table.noun}`;
    more("more-rows", rows.length - shown.length, data.table.noun);
    for (const cell of at("head").children) {
      cell.removeAttribute("aria-sort");
      if (cell.dataset.key === sorted.key) cell.setAttribute("aria-sort", turn < 0 ? "descending" : "ascending");
    }
    for (const column of filters) at(`filter-${column.key}`).value = state.get(column.key) || "";
    if (at("q").value !== (state.get("q") || "")) at("q").value = state.get("q") || "";
    pressed("tiles", data.headline.column, state);
    pressed("bars", data.bars.column, state);
  };
  const more = (id, count, noun) => {
    at(id).hidden = count <= 0;
    at(id).textContent = `Show ${count.toLocaleString("en")} more ${noun}`;
  };
  const showBars = () => {
    const shown = allBars ? data.bars.rows : data.bars.rows.slice(0, BARS_AT_ONCE);
    at("bars").replaceChildren(...shown.map(bar));
    more("more-bars", data.bars.rows.length - shown.length, data.bars.noun);
  };

  fill();
  at("q").addEventListener("input", () => ask({ q: at("q").value }));
  at("reset").addEventListener("click", () => ask(Object.fromEntries([...asked().keys()].map((name) => [name, ""]))));
  at("more-rows").addEventListener("click", () => { allRows = true; show(); });
  at("more-bars").addEventListener("click", () => { allBars = true; showBars(); show(); });
  document.querySelector(".skip").addEventListener("click", (event) => { event.preventDefault(); at("entries").focus(); });
  addEventListener("hashchange", show);
  showBars();
  show();
})();

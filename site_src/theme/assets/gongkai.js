{#- A template of the theme: rendered once, so that what needs scripts stands in one file and not on every page. -#}
{%- import "partials/language.html" as lang with context -%}
{%- set header %}{% include "partials/header.html" %}{% endset -%}
{%- set drawer %}{% include "partials/nav.html" %}{% endset -%}
{%- set words = ["clipboard.copy", "clipboard.copied", "search.result.placeholder", "search.result.none", "search.result.one", "search.result.other", "search.result.more.one", "search.result.more.other", "search.result.term.missing", "select.version"] -%}
/* gongkai: what the pages can do beyond being read. Nothing here is needed to read them. */
"use strict";

/* What the theme's own script expects to find: its parts of the page, which are dead without scripts, and its settings. */
const gongkai = {
  header: {{ header | tojson }},
  drawer: {{ drawer | tojson }},
  search: {{ worker | tojson }},
  features: {{ config.theme.features | tojson }},
  translations: { {% for word in words %}{{ word | tojson }}: {{ lang.t(word) | tojson }}, {% endfor %} },
};
{% raw -%}
var __md_scope = new URL("..", document.currentScript.src);
var __md_hash = text => [...text].reduce((sum, one) => (sum << 5) - sum + one.charCodeAt(0), 0);
var __md_get = (key, store = localStorage, scope = __md_scope) => JSON.parse(store.getItem(scope.pathname + "." + key));
var __md_set = (key, value, store = localStorage, scope = __md_scope) => {
  try { store.setItem(scope.pathname + "." + key, JSON.stringify(value)); } catch { /* private mode */ }
};

/* Colours before the first paint. */
(() => {
  let palette = null;
  try { palette = __md_get("__palette"); } catch { /* private mode */ }
  const auto = !palette || !palette.color || palette.color.media === "(prefers-color-scheme)";
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const scheme = auto ? (dark ? "slate" : "default") : palette.color.scheme;
  document.body.setAttribute("data-md-color-scheme", scheme);
})();

/* The theme's parts and names. The header and the tabs get theirs before they are painted, all else once the page is
   read. */
(() => {
  const script = document.currentScript, page = document.body, find = name => document.querySelector(name);
  const from = html => {
    const box = document.createElement("template");
    box.innerHTML = html;
    box.content.querySelectorAll("script").forEach(one => one.remove());
    box.content.querySelectorAll("a[href]").forEach(one => { one.href = new URL(one.getAttribute("href"), script.src); });
    box.content.querySelectorAll("img").forEach(one => { one.src = new URL(one.getAttribute("src"), script.src); });
    return box.content;
  };
  const make = (tag, name, ...children) => {
    const one = document.createElement(tag);
    one.className = name;
    one.append(...children);
    return one;
  };
  const sidebar = (name, type, ...children) => {
    const side = make("div", name, make("div", "md-sidebar__scrollwrap", make("div", "md-sidebar__inner", ...children)));
    Object.assign(side.dataset, { mdComponent: "sidebar", mdType: type });
    return side;
  };
  document.documentElement.className = "js";
  page.insertAdjacentHTML("afterbegin", `<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off"><input class="md-toggle" data-md-toggle="search" type="checkbox" id="__search" autocomplete="off"><label class="md-overlay" for="__drawer"></label>`);
  find(".md-header").replaceWith(from(gongkai.header));
  const tabs = [...find(".md-tabs").children].map(link => {
    link.className = "md-tabs__link";
    return make("li", `md-tabs__item${link.hasAttribute("aria-current") ? " md-tabs__item--active" : ""}`, link);
  });
  find(".md-tabs").replaceChildren(make("div", "md-grid", make("ul", "md-tabs__list", ...tabs)));
  document.addEventListener("readystatechange", () => {
    if (document.readyState !== "interactive") return;
    const config = document.createElement("script");
    config.id = "__config";
    config.type = "application/json";
    config.textContent = JSON.stringify({ base: __md_scope.href, features: gongkai.features, translations: gongkai.translations, search: new URL(`../${gongkai.search}`, script.src).href, annotate: null, tags: null, version: null });
    page.insertAdjacentHTML("beforeend", `<div class="md-dialog" data-md-component="dialog"><div class="md-dialog__inner md-typeset"></div></div>`);
    page.append(config);
    ["container", "tabs", "main", "content"].forEach(name => { find(`.md-${name}`).dataset.mdComponent = name; });
    const heading = find("h1");
    find("[data-md-component=header-topic] .md-ellipsis").textContent = heading ? heading.textContent : document.title;
    find(".md-main__inner").prepend(sidebar("md-sidebar md-sidebar--primary", "navigation", from(gongkai.drawer)));
    const contents = find("nav.md-sidebar");
    if (!contents) return;
    contents.replaceWith(sidebar(contents.className, "toc", make("nav", "md-nav md-nav--secondary", make("p", "md-nav__title", contents.ariaLabel), contents.firstChild)));
    const list = find(".md-nav--secondary > ul");
    list.parentElement.ariaLabel = contents.ariaLabel;
    list.className = "md-nav__list";
    Object.assign(list.dataset, { mdComponent: "toc", mdScrollfix: "" });
    list.querySelectorAll("li").forEach(one => {
      one.classList.add("md-nav__item");
      one.querySelector("a").classList.add("md-nav__link");
    });
  });
})();

/* From disk, browsers start no workers: search then runs in a hidden frame. */
if (location.protocol === "file:") {
  window.IFrameWorker = window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      this.waiting = [];
      const frame = document.createElement("iframe");
      frame.hidden = true;
      frame.title = "search";
      document.body.append(frame);
      const inner = frame.contentWindow, page = frame.contentDocument;
      const from = new URL(address, location);
      const load = source => new Promise((done, failed) => {
        const script = page.createElement("script");
        script.src = new URL(source, from).href;
        script.onload = done;
        script.onerror = failed;
        page.body.append(script);
      });
      inner.importScripts = (...sources) => sources.reduce((before, one) => before.then(() => load(one)), Promise.resolve());
      inner.postMessage = data => this.dispatchEvent(new MessageEvent("message", { data }));
      this.inner = inner;
      load(from).then(() => {
        const waiting = this.waiting;
        this.waiting = null;
        waiting.forEach(data => this.postMessage(data));
      });
    }
    postMessage(data) {
      if (this.waiting) this.waiting.push(data);
      else this.inner.dispatchEvent(new MessageEvent("message", { data }));
    }
    terminate() { this.waiting = []; }
  };
} else if (location.pathname.endsWith("/index.html")) {
  history.replaceState(null, "", location.href.replace(/\/index\.html(?=$|[?#])/, "/"));
}

document.addEventListener("DOMContentLoaded", () => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const folded = text => text.normalize("NFKC").replace(/[\s“”"]+/g, "").toLowerCase();

  /* The source view prints the way back only where it does not follow from the lines above: the next row, paragraph or
     cell. After a cell that stands alone, one blank line parts the rows, and each further one is an empty cell. */
  all(".gk-source").forEach(box => {
    let back = "", blanks = 0;
    const next = digits => String(Number(digits) + 1).padStart(digits.length, "0");
    all("p", box).forEach(line => {
      if (!line.textContent.trim()) { blanks += 1; return; }
      const link = line.querySelector("a"), cell = blanks && /^(t\d+r)(\d+)c\d+$/.exec(back);
      if (link) back = link.textContent;
      else if (line.className === "o") back = "";
      else if (back) {
        back = cell ? `${cell[1]}${next(cell[2])}c${blanks}` : back.replace(/\d+$/, next);
        line.prepend(make("a", { href: `../index.html#${back}`, textContent: back }));
      }
      blanks = 0;
    });
  });

  /* Of the numbers of a paragraph only the first is printed as a link to the source line. */
  all(".gk-chapter b[id]").forEach(number => {
    const link = number.parentElement.querySelector("a[href]").cloneNode();
    link.id = number.id;
    link.title = number.title;
    link.append(...number.childNodes);
    number.replaceWith(link);
  });

  /* A fragment inside closed details is opened; one that only the source view has leads there, a lost cell to its row. */
  const reveal = () => {
    const name = decodeURIComponent(location.hash.slice(1));
    if (!name) return;
    const lines = document.querySelector(".gk-source");
    const find = one => document.getElementById(one) || (lines && /^[tsp]\d[\dcr]*$/.test(one) && lines.querySelector(`a[href$="#${one}"]`));
    const target = find(name) || find(name.replace(/c\d+$/, "")) || find(name.replace(/r\d+(c\d+)?$/, ""));
    if (!target) return;
    const way = target.tagName === "I" && target.parentElement.querySelector("a[href]");
    if (way && !lines) {
      location.replace(`${way.getAttribute("href").split("#")[0]}#${name}`);
      return;
    }
    for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    all(".gk-here").forEach(one => one.classList.remove("gk-here"));
    (target.closest(".gk-source p") || (target.textContent ? target : target.parentElement)).classList.add("gk-here");
    target.scrollIntoView({ block: "center", inline: "nearest" });
  };
  addEventListener("hashchange", reveal);
  all(".gk-source").forEach(box => box.addEventListener("click", event => {
    const line = event.target.closest("p[id]");
    if (line && event.target === line && event.clientX - line.getBoundingClientRect().left < 56) location.hash = line.id;
  }));
  reveal();

  const say = make("p", { className: "gk-said", role: "status" });
  document.body.append(say);
  const copy = (text, what) => {
    const done = () => { say.textContent = `已复制${what}`; setTimeout(() => { say.textContent = ""; }, 2000); };
    const byHand = () => {
      const box = make("textarea", { value: text });
      document.body.append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
      done();
    };
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, byHand);
    else byHand();
  };
  const here = anchor => `${location.href.split("#")[0]}#${anchor}`;
  const citation = (anchor, part) => {
    const today = new Date().toISOString().slice(0, 10);
    const printed = document.getElementById("citation").textContent.replace("[引用日期]", `[${today}]`);
    /* A site that was built without its address gives the one it is read at. */
    const text = /:\/\//.test(printed) || !location.protocol.startsWith("http") ? printed
      : printed.replace(/\S+\.$/, `${location.origin}${location.pathname.replace(/index\.html$/, "")}.`);
    return anchor ? text.replace("[DS/OL]", `：${part}[DS/OL]`).replace(/(\S+)\.$/, `$1#${anchor}.`) : text;
  };
  const button = (label, action, more = {}) => {
    const one = make("button", { type: "button", textContent: label, ...more });
    one.addEventListener("click", action);
    return one;
  };

  const titleOf = table => table.querySelector("h3").textContent.trim().replace(/\s+/g, " ");
  all("#citation").forEach(box => box.after(button("复制引用", () => copy(citation(), "引用"), { className: "md-button gk-copy" })));
  all(".gk-table").forEach(box => {
    const tools = make("p", { className: "gk-tools" });
    tools.append(button("复制本表链接", () => copy(here(box.id), "链接")), button("复制本表引用", () => copy(citation(box.id, titleOf(box)), "引用")));
    box.querySelector(".gk-wide").after(tools);
  });

  /* Printed tables: a number leads to its source line, shows its exact 元, and each row has a link to copy. */
  const columnOf = cell => [...cell.parentElement.children].slice(0, [...cell.parentElement.children].indexOf(cell))
    .reduce((sum, one) => sum + one.colSpan, 0);
  const exact = (text, factor) => {
    const found = /^-?[\d,]+(\.\d+)?$/.exec(text.trim());
    if (!found || !/^10*$/.test(factor)) return "";
    const [whole, part = ""] = text.trim().replace(/,/g, "").split(".");
    const shift = factor.length - 1;
    const digits = (whole + part.slice(0, shift).padEnd(shift, "0")).replace(/^(-?)0+(?=\d)/, "$1");
    return `${digits.replace(/\B(?=(\d{3})+$)/g, ",")}.${part.slice(shift).padEnd(2, "0")} 元`;
  };
  all(".gk-grid").forEach(table => {
    const source = `source/index.html#${table.dataset.source || "L"}`, step = Number(table.dataset.step || 1);
    const money = new Set(all("tfoot td", table).flatMap((cell, column) => cell.className === "m" ? [column] : []));
    const factor = (table.dataset.factor || "10000").replace(/\.0*$/, "");
    table.addEventListener("pointerover", event => {
      const cell = event.target.closest("tbody td[id]");
      if (cell && !cell.title && money.has(columnOf(cell))) cell.title = exact(cell.firstChild ? cell.firstChild.data || "" : "", factor);
    });
    table.addEventListener("click", event => {
      const cell = event.target.closest("tbody td[id]");
      if (!cell || event.target.closest("a,button") || String(getSelection())) return;
      location.href = `source/index.html#${cell.id}`;
    });
    let number = "";
    all("tbody tr[id]", table).forEach(row => {
      const last = row.querySelector("td.l") || row.appendChild(make("td", { className: "l" }));
      number = last.textContent.trim() || (number && String(Number(number) + step));
      last.textContent = "";
      if (number) last.append(make("a", { href: source + number, textContent: number }));
      last.append(button("#", event => {
        if (!event.shiftKey) return copy(here(row.id), "本行链接");
        const part = `${titleOf(row.closest(".gk-table"))}，第 ${row.id.replace(/.*r/, "")} 行`;
        return copy(citation(row.id, part), "本行引用");
      }, { tabIndex: -1, title: "复制本行链接；按住 Shift 复制本行引用", ariaLabel: "复制本行链接" }));
    });
  });

  /* Matrices: what is shown in 万元 is exact unless the page says otherwise. */
  all(".gk-matrix[data-factor]").forEach(table => table.addEventListener("pointerover", event => {
    const link = event.target.closest("td a:not([title])");
    if (link) link.title = exact(link.textContent, table.dataset.factor);
  }));

  /* Comparisons: the name of a unit leads to its page, which the link of any of its numbers tells; each row names its
     region, so that rows can be sorted and filtered. */
  all(".gk-compare").forEach(table => {
    let region = "";
    all("tbody tr", table).forEach(row => {
      const number = row.querySelector("td a"), [name, printed] = row.cells[0].childNodes;
      if (printed) region = printed.textContent;
      else if (region) row.cells[0].append(make("small", { textContent: region }));
      if (!number) return;
      const link = make("a", { href: number.getAttribute("href").replace(/[^/]+\/index\.html.*$/, "index.html") });
      name.replaceWith(link);
      link.append(name);
    });
  });

  /* Sorting: a third press restores the printed order. */
  const leaves = head => {
    const taken = [], found = [];
    [...head.rows].forEach((row, at) => {
      let column = 0;
      [...row.cells].forEach(cell => {
        while (taken[at] && taken[at][column]) column += 1;
        for (let down = 0; down < cell.rowSpan; down += 1) {
          for (let right = 0; right < cell.colSpan; right += 1) (taken[at + down] = taken[at + down] || [])[column + right] = true;
        }
        if (at + cell.rowSpan === head.rows.length && cell.colSpan === 1) found.push([cell, column]);
        column += cell.colSpan;
      });
    });
    return found;
  };
  const valueOf = (row, column) => {
    const cell = row.cells[column];
    const text = cell ? cell.textContent.trim() : "";
    const number = Number(text.replace(/[,%✗断推#\s]/g, ""));
    return [text, text === "" || Number.isNaN(number) ? null : number];
  };
  const order = (first, second) => {
    if (first[1] !== null && second[1] !== null) return first[1] - second[1];
    if ((first[1] === null) !== (second[1] === null)) return first[1] === null ? 1 : -1;
    return first[0].localeCompare(second[0], "zh");
  };
  const regular = table => table.tHead && table.tBodies[0].rows.length > 1 && !all("[rowspan],[colspan]", table.tBodies[0]).length;
  const sortable = table => {
    if (!regular(table)) return;
    const body = table.tBodies[0], printed = [...body.rows];
    leaves(table.tHead).forEach(([cell, column]) => {
      const press = button("", () => {
        const next = { none: "descending", descending: "ascending", ascending: "none" }[cell.ariaSort || "none"];
        all("th[aria-sort]", table.tHead).forEach(one => one.removeAttribute("aria-sort"));
        cell.setAttribute("aria-sort", next);
        const sign = next === "ascending" ? 1 : -1;
        const sorted = next === "none" ? printed : [...printed].sort((a, b) => {
          const [one, two] = [valueOf(a, column), valueOf(b, column)];
          return one[1] === null || two[1] === null ? order(one, two) : sign * order(one, two);
        });
        body.append(...sorted);
      }, { className: "gk-sort", title: "排序" });
      press.append(...cell.childNodes);
      cell.append(press);
    });
  };
  all("table[data-sort]").forEach(sortable);

  /* Filtering. */
  const filterable = (list, label, least) => {
    const items = list.tBodies ? [...list.tBodies[0].rows] : [...list.children];
    if (items.length < least) return;
    const box = make("input", { type: "search", placeholder: label, className: "gk-filter", ariaLabel: label });
    const words = items.map(item => folded(item.textContent));
    box.addEventListener("input", () => {
      const wanted = folded(box.value);
      items.forEach((item, at) => { item.hidden = !words[at].includes(wanted); });
    });
    (list.closest(".gk-wide") || list).before(box);
  };
  all("[data-filter]").forEach(list => filterable(list, list.dataset.filter, 8));

  /* Printed tables stay as printed until somebody asks. */
  all(".gk-table").forEach(box => {
    const table = box.querySelector(".gk-grid"), tools = box.querySelector(".gk-tools");
    if (!regular(table)) return;
    tools.append(button("排序和筛选", event => {
      event.target.remove();
      filterable(table, "筛选本表", 1);
      sortable(table);
      box.querySelector(".gk-filter").focus();
    }));
  });

  /* The page that was not found: offer the unit it was about. */
  all("#gk-nearest").forEach(link => {
    const found = /\/units\/([0-9]{6}-[a-z0-9-]+)\//.exec(location.pathname);
    if (!found) return;
    link.href = `${location.pathname.slice(0, found.index)}/units/${found[1]}/`;
    link.hidden = false;
  });
});
{% endraw %}

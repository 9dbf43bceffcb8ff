// The course's JupyterLab extension: a module-federation container written by hand, so that nothing has to be built.
// It touches only notebooks whose metadata has "forecourt"; every other notebook stays as JupyterLab shows it.
(function () {
  "use strict";

  const NAME = "forecourt";
  const START = "start.ipynb";
  const POLL = 1000; // ms between two looks whether the server is there again
  const LATE = 900; // ms to wait after a restart before running again: ▶▶ runs the page by itself
  const FIRST = 2; // cells that are run and drawn before the others: the head and the first question
  const LONGEST_DRAWING = 1000; // ms to wait for these
  const WIDGET = "application/vnd.jupyter.widget-view+json";

  const WORDS = {
    en: {
      home: "Start page",
      homeHint: "Back to the start page of the course",
      ready: "The page is getting ready …",
      untrusted: "Press ▶▶ at the top of the page to begin.",
      begin: "▶▶ Begin",
      dead: "The page has stopped. Nothing that says “Saved” is lost.",
      again: "▶▶ Go on",
      failed: "The page could not start. Press ▶▶ at the top of the page.",
      renamed: "This page was renamed. Under a new name it is not found when you hand in.",
      undo: "Give the old name back",
      stopped: "The course has been stopped. Everything that says “Saved” is safe. To go on, open the course again, with its icon or with: course open",
    },
    "zh-CN": {
      home: "首页",
      homeHint: "回到课程首页",
      ready: "页面正在准备……",
      untrusted: "请点页面上方的 ▶▶ 开始。",
      begin: "▶▶ 开始",
      dead: "页面已停止运行。显示“已保存”的内容都不会丢失。",
      again: "▶▶ 继续",
      failed: "页面没能启动。请点页面上方的 ▶▶。",
      renamed: "这个页面被改了名。改名后，提交时会找不到它。",
      undo: "改回原来的名字",
      stopped: "课程已经停止，显示“已保存”的内容都在。要继续学，请重新打开课程：点课程图标，或运行 course open",
    },
  };

  // The course's own Chinese font, for a machine that has none: asked for only when a character is found in no other one.
  const FONT = new URL("../../ForecourtSansSC-Regular.ttf", document.currentScript ? document.currentScript.src : document.baseURI).href;
  const FAMILY = `system-ui, -apple-system, "Segoe UI", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Forecourt Sans SC", sans-serif`;

  const STYLE = `
    @font-face { font-family: "Forecourt Sans SC"; font-display: swap; unicode-range: U+2E80-9FFF, U+FF00-FFEF;
      src: local("Noto Sans CJK SC"), local("Source Han Sans SC"), url("${FONT}") format("truetype"); }
    body.fc-page { --jp-ui-font-family: ${FAMILY}; --jp-content-font-family: ${FAMILY}; }
    .fc-learner .jp-InputPrompt, .fc-learner .jp-OutputPrompt, .fc-learner .jp-cell-toolbar, .fc-learner .jp-Notebook-footer,
    .fc-learner .jp-OutputArea-promptOverlay, .fc-learner .jp-InputCollapser, .fc-learner .jp-OutputCollapser,
    .fc-learner .jp-Cell.fc-course > .jp-Cell-inputWrapper .jp-InputPlaceholder,
    .fc-learner .jp-CodeCell.fc-course > .jp-Cell-inputWrapper,
    .fc-learner .jp-Cell.fc-course > .jp-CellHeader, .fc-learner .jp-Cell.fc-course > .jp-CellFooter { display: none !important; }
    .fc-learner .jp-Toolbar > [data-jp-item-name="insert"], .fc-learner .jp-Toolbar > [data-jp-item-name="cut"],
    .fc-learner .jp-Toolbar > [data-jp-item-name="copy"], .fc-learner .jp-Toolbar > [data-jp-item-name="paste"],
    .fc-learner .jp-Toolbar > [data-jp-item-name="run"], .fc-learner .jp-Toolbar > [data-jp-item-name="interrupt"],
    .fc-learner .jp-Toolbar > [data-jp-item-name="restart"], .fc-learner .jp-Toolbar > [data-jp-item-name="cellType"],
    .fc-learner .jp-Toolbar > [data-jp-item-name="kernelName"], .fc-learner .jp-Toolbar > [data-jp-item-name="executionProgress"],
    .fc-learner .jp-Toolbar > [data-jp-item-name="scratchpad"], .fc-learner .jp-Toolbar > [data-jp-item-name="notebook-validate"],
    .fc-learner .jp-Toolbar > [data-jp-item-name="toc"], .fc-learner .jp-Toolbar > [data-jp-item-name="debugger-icon"]
      { display: none !important; }
    .fc-learner.fc-waiting .jp-CodeCell.fc-course .jp-Cell-outputWrapper { visibility: hidden; max-height: 3rem; overflow: hidden; }
    .fc-learner .jp-Cell.fc-course { padding-left: 8px; padding-right: 8px; border-left: 0; }
    .fc-learner .jp-Cell.fc-course .jp-OutputArea-output, .fc-learner .jp-Cell.fc-course .jp-MarkdownOutput { max-width: 60rem; }
    .fc-learner .jp-Notebook .jp-Cell.fc-course.jp-mod-active .jp-Collapser { background: transparent; }
    .fc-learner .jp-MarkdownCell.fc-course .jp-MarkdownOutput { font-size: 16px; line-height: 1.6; }
    /* reading, head and error box end where the cards of the forms end */
    .fc-learner .jp-Cell.fc-course .jp-RenderedHTMLCommon { padding-left: 2px; padding-right: 2px; }
    .fc-learner .jp-MarkdownCell.fc-course .jp-MarkdownOutput table { margin-left: 0; margin-right: 0; font-size: inherit; }
    .fc-learner .jp-MarkdownCell.fc-course .jp-MarkdownOutput :is(th, td) { max-width: none; text-align: left; vertical-align: top; }
    .fc-learner .jp-OutputArea-child { display: block; }
    .fc-learner .jp-Notebook .jp-WindowedPanel-inner { max-width: 65rem; margin: 0 auto; }
    .fc-learner .jp-Cell.fc-course, .fc-learner .jp-Cell.fc-course.jp-mod-active, .fc-learner .jp-Cell.fc-course.jp-mod-selected,
    .fc-learner .jp-Notebook.jp-mod-commandMode .jp-Cell.fc-course.jp-mod-active
      { border-color: transparent !important; box-shadow: none !important; background: transparent !important; outline: none !important; }
    .fc-learner.fc-no-home .fc-head a.fc-back { display: none; }
    body.fc-page #jp-main-dock-panel .lm-TabBar-addButton { display: none !important; }
    .fc-home > button { display: inline-flex; align-items: center; gap: 6px; min-height: 28px; padding: 0 12px; margin: 0 8px 0 2px; cursor: pointer;
      border: 1px solid #0b5cad; border-radius: 6px; background: #fff; color: #0b5cad; font: 600 14px/1.2 ${FAMILY}; }
    .fc-home > button:hover { background: #eef4fb; }
    .fc-home > button:focus-visible, .fc-notice-line button:focus-visible { outline: 3px solid #e69f00; outline-offset: 2px; }
    /* JupyterLab lays this out by its least height, not by its content */
    .fc-notice-line { min-height: 62px; box-sizing: border-box; display: flex; flex-wrap: wrap; align-items: center; gap: 8px 16px; padding: 8px 16px; background: #fff4d6; color: #1f2933;
      border-bottom: 1px solid #cbd2d9; font: 16px/1.5 ${FAMILY}; overflow: hidden; }
    .fc-notice-line[data-kind="ready"] { background: #f5f7fa; }
    .fc-notice-line button { min-height: 44px; padding: 0 20px; border: 0; border-radius: 6px; background: #0b5cad; color: #fff;
      font: 600 16px/1.2 ${FAMILY}; cursor: pointer; }
    @media (max-width: 760px) { .fc-notice-line { min-height: 116px; } }
  `;

  let scopes = null; // webpack's shared modules, given to init()

  /** Give JupyterLab's own copy of a shared package. */
  async function shared(name) {
    const versions = scopes[name];
    const loaded = Object.values(versions);
    const chosen = loaded.find((each) => each.from === "@jupyterlab/application-top" || each.loaded) || loaded[0];
    return (await chosen.get())();
  }

  const settingsOf = (panel) => {
    const model = panel.content.model;
    const found = model && (model.getMetadata ? model.getMetadata(NAME) : null);
    return found && typeof found === "object" && !Array.isArray(found) ? found : null;
  };
  const isLocked = (model) => {
    const grading = model.getMetadata ? model.getMetadata("nbgrader") : null;
    return Boolean(grading && grading.locked);
  };
  const codeCells = (panel) => panel.content.widgets.filter((cell) => cell.model.type === "code" && isLocked(cell.model));

  /** Wait until the forms of these cells can be used, but not for ever. */
  async function drawn(cells) {
    const until = performance.now() + LONGEST_DRAWING;
    const forms = ({ model: { outputs } }) => Array.from({ length: outputs.length }, (_, at) => outputs.get(at)).filter((each) => WIDGET in each.data);
    const waiting = (cell) => forms(cell).length > cell.node.querySelectorAll(".fc[data-ready]").length;
    while (performance.now() < until && cells.some(waiting)) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  /** Tell whether a path is that of one of the course's pages, by its name alone: the page itself is not read yet. */
  const isPage = (path) => path === START || /^([^/]+)\/\1\.ipynb$/.test(path);

  /** Resolve a path as a link in `from` means it; one that begins with "/" starts at the root. */
  function resolve(path, from) {
    const steps = path.startsWith("/") ? [] : from.split("/").slice(0, -1);
    for (const step of path.split("/")) {
      if (step === "..") steps.pop();
      else if (step && step !== ".") steps.push(step);
    }
    return steps.join("/");
  }

  /**
   * Give a maker of editors whose editors for the course's own cells are made when somebody first needs or sees them. A page
   * has some seventy cells whose editors nobody ever sees, and making them takes longer than the rest of the page.
   */
  function later(make, { Signal }) {
    const builders = new WeakMap(); // host -> build
    const seen = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) builders.get(target)();
    });
    return (options) => {
      if (!isLocked(options.model)) return make(options);
      const { host, model } = options;
      const set = new Map(Object.entries(options.config || {}));
      const injected = [];
      let editor = null;
      let gone = false;
      const build = () => {
        if (editor) return editor;
        seen.unobserve(host);
        editor = make({ ...options, config: Object.fromEntries(set) });
        for (const extension of injected) editor.injectExtension(extension);
        editor.edgeRequested.connect((_, where) => light.edgeRequested.emit(where));
        return editor;
      };
      const light = {
        host,
        model,
        get isDisposed() {
          return gone;
        },
        getOption: (name) => set.get(name),
        hasOption: (name) => set.has(name),
        setOption: (name, value) => void set.set(name, value),
        setOptions: (values) => Object.entries(values).forEach(([name, value]) => set.set(name, value)),
        setBaseOptions: (values) => Object.entries(values).forEach(([name, value]) => set.set(name, value)),
        injectExtension: (extension) => void injected.push(extension),
        hasFocus: () => false,
        blur: () => undefined,
        dispose: () => {
          gone = true;
          seen.unobserve(host);
        },
      };
      const proxy = new Proxy(light, {
        get: (_, name) => {
          if (name === "edgeRequested") return light.edgeRequested;
          // "then": whoever waits for an editor asks whether it is a promise
          if (!editor && (Object.hasOwn(light, name) || name === "then" || typeof name === "symbol")) return light[name];
          const value = build()[name];
          return typeof value === "function" ? value.bind(editor) : value;
        },
        set: (_, name, value) => Reflect.set(build(), name, value),
        has: (_, name) => Object.hasOwn(light, name) || name in build(),
        getPrototypeOf: () => Object.getPrototypeOf(build()),
      });
      light.edgeRequested = new Signal(proxy);
      builders.set(host, build);
      seen.observe(host);
      return proxy;
    };
  }

  class Learner {
    constructor(app, parts) {
      this.app = app;
      this.parts = parts;
      this.panels = new Set();
      this.hidden = new Set(); // the side bars that we hid
    }

    words(panel) {
      const settings = settingsOf(panel) || {};
      return WORDS[settings.lang] || WORDS.en;
    }

    // -- before a notebook is opened --------------------------------------------------------------------------------

    /** Start the kernel of one of the course's pages, so that it is there when JupyterLab has drawn the page and looks for one. */
    async ahead(path) {
      if (!isPage(path) || [...this.panels].some((panel) => panel.context.path === path)) return;
      const { ServerConnection } = this.parts.services;
      const settings = this.app.serviceManager.serverSettings;
      const body = JSON.stringify({ path, name: path.split("/").pop(), type: "notebook", kernel: { name: "python3" } });
      try {
        await ServerConnection.makeRequest(`${settings.baseUrl}api/sessions`, { method: "POST", body }, settings);
      } catch (error) {
        console.warn("forecourt:", error); // JupyterLab starts one itself, later
      }
    }

    // -- a notebook is opened ---------------------------------------------------------------------------------------

    async adopt(panel, context) {
      await context.ready;
      const settings = settingsOf(panel);
      if (!settings || panel.isDisposed) return;
      this.panels.add(panel);
      panel.disposed.connect(() => this.panels.delete(panel));
      panel.addClass("fc-learner");
      this.mark(panel);
      panel.content.model.cells.changed.connect(() => requestAnimationFrame(() => !panel.isDisposed && this.mark(panel)));
      this.tidy();
      this.addHome(panel, context);
      this.watchName(panel, context, settings);
      this.watchKernel(panel, context);
      if (!settings.run_on_open) return;
      const cells = codeCells(panel);
      if (!cells.length) return;
      if (!cells.every((cell) => cell.model.trusted)) {
        this.line(panel, "untrusted", "begin", () => this.run(panel));
        return;
      }
      await this.run(panel);
    }

    /** Mark the course's own cells, so that the style sheet leaves a learner's own as they are. */
    mark(panel) {
      for (const cell of panel.content.widgets) {
        const ours = isLocked(cell.model);
        cell.node.classList.toggle("fc-course", ours);
        // JupyterLab measures it at each output, which lays out the whole page each time; here nobody sees it.
        if (ours && cell.outputArea) cell.outputArea.node.querySelector(":scope > .jp-OutputArea-promptOverlay")?.remove();
        cell.node.dataset.jupyterId = cell.model.id; // by which a form leads back to the section that tells its answer
      }
    }

    /** While one of the course's pages is in front, JupyterLab's side bars are out of the way. */
    front() {
      const shell = this.app.shell;
      const ours = this.panels.has(shell.currentWidget);
      document.body.classList.toggle("fc-page", ours);
      if (!shell.isSideTabBarVisible || !shell.toggleSideTabBarVisibility) return; // an app without side bars
      for (const side of ["left", "right"]) {
        if (ours === shell.isSideTabBarVisible(side) && (ours || this.hidden.has(side))) {
          shell.toggleSideTabBarVisibility(side);
          if (ours) this.hidden.add(side);
          else this.hidden.delete(side);
        }
      }
    }

    tidy() {
      this.front();
      if (this.tidied) return;
      this.tidied = true;
      const shell = this.app.shell;
      if (shell.collapseLeft) shell.collapseLeft();
      if (shell.collapseRight) shell.collapseRight();
    }

    // -- running ----------------------------------------------------------------------------------------------------

    async run(panel) {
      const session = panel.sessionContext;
      panel.addClass("fc-waiting");
      this.line(panel, "ready");
      panel.node.dataset.forecourtRun = "running";
      let well = false;
      try {
        await session.ready;
        if (!session.session || !session.session.kernel) throw new Error("no kernel");
        if (session.session.kernel.status === "dead") await session.restartKernel();
        panel.fcRan = Date.now();
        const { CodeCell } = this.parts.cells;
        const execute = (cell) => {
          const running = CodeCell.execute(cell, session, { deletedCells: panel.content.model.deletedCells });
          running.catch(() => undefined); // who waits for it hears of it
          return running;
        };
        const cells = codeCells(panel);
        // What the learner sees first is drawn before the rest is asked for: forty forms at once keep a browser busy.
        const first = cells.slice(0, FIRST);
        const began = first.map(execute);
        await began[0];
        panel.removeClass("fc-waiting");
        this.line(panel, null);
        await Promise.allSettled(began);
        await drawn(first);
        await Promise.allSettled(cells.slice(FIRST).map(execute));
        well = true;
      } catch (error) {
        console.warn("forecourt:", error);
        this.line(panel, "failed", "again", () => this.run(panel));
      } finally {
        panel.removeClass("fc-waiting");
        panel.node.dataset.forecourtRun = well ? "done" : "failed";
      }
    }

    watchKernel(panel, context) {
      const session = context.sessionContext;
      let restarted = false;
      let counts = null;
      const executed = () => codeCells(panel).map((cell) => cell.model.executionCount).join();
      const busy = () => codeCells(panel).some((cell) => cell.model.executionState === "running");
      session.statusChanged.connect((_, status) => {
        if (panel.isDisposed) return;
        if (status === "autorestarting") this.dismiss(context.path);
        const anew = status === "starting" && panel.fcRan; // restarted from another window or program
        if (status === "restarting" || status === "autorestarting" || anew) {
          if (!restarted) counts = executed();
          restarted = true;
        } else if (status === "dead" || status === "terminating") {
          this.line(panel, "dead", "again", () => this.restart(panel));
        } else if (status === "idle" && restarted) {
          restarted = false;
          this.line(panel, null);
          // A restarted kernel knows no widget (T20). What is saved stands in the journal, so running again brings it back.
          setTimeout(() => {
            const untouched = !panel.isDisposed && executed() === counts && !busy();
            if (untouched && codeCells(panel).every((cell) => cell.model.trusted)) this.run(panel);
          }, LATE);
        }
      });
    }

    // -- the server has gone ----------------------------------------------------------------------------------------

    /** After `course stop`, say so in words instead of JupyterLab's "Failed to fetch", until the server answers again. */
    async lost() {
      if (this.gone) return;
      this.gone = true;
      const { baseUrl } = this.app.serviceManager.serverSettings;
      const answers = () => fetch(`${baseUrl}api/status`).then(() => true, () => false);
      for (let away = !(await answers()), told = false; away; away = !(await answers())) {
        if (!told) for (const panel of this.panels) this.line(panel, "stopped");
        told = true;
        for (const dialog of document.querySelectorAll(".jp-Dialog")) {
          const buttons = dialog.querySelectorAll(".jp-Dialog-footer button");
          if (buttons.length === 1) buttons[0].click(); // a message without a choice: it says the same in other words
        }
        await new Promise((resolve) => setTimeout(resolve, POLL));
      }
      for (const panel of this.panels) if (panel.fcLine && panel.fcLine.node.dataset.kind === "stopped") this.line(panel, null);
      this.gone = false;
    }

    /** Close JupyterLab's own message that a kernel died: the page starts again by itself, and a clerk knows no kernel. */
    dismiss(path) {
      const look = (left) => {
        for (const dialog of document.querySelectorAll(".jp-Dialog")) {
          const button = dialog.querySelector(".jp-mod-accept");
          const only = dialog.querySelectorAll(".jp-Dialog-footer button").length === 1;
          if (button && only && dialog.textContent.includes(path)) {
            button.click();
            return;
          }
        }
        if (left) setTimeout(() => look(left - 1), 100);
      };
      look(30);
    }

    async restart(panel) {
      try {
        if (panel.sessionContext.session && panel.sessionContext.session.kernel) await panel.sessionContext.restartKernel();
        else await panel.sessionContext.startKernel();
      } catch (error) {
        console.warn("forecourt:", error);
      }
      await this.run(panel);
    }

    // -- what stands above the page ---------------------------------------------------------------------------------

    /** Show one line above the notebook, or none when `kind` is null. */
    line(panel, kind, act, done) {
      const { Widget } = this.parts.widgets;
      if (panel.fcLine) {
        panel.fcLine.dispose();
        panel.fcLine = null;
      }
      if (!kind) return;
      const words = this.words(panel);
      const node = document.createElement("div");
      node.className = "fc-notice-line";
      node.dataset.kind = kind;
      node.setAttribute("role", "status");
      node.lang = (settingsOf(panel) || {}).lang || "en";
      const text = document.createElement("span");
      text.textContent = words[kind];
      node.append(text);
      if (act) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = words[act];
        button.addEventListener("click", () => done());
        node.append(button);
      }
      panel.fcLine = new Widget({ node });
      panel.contentHeader.addWidget(panel.fcLine);
    }

    /** Say whether a start page lies in the folder above. The folder is listed: asking for a page that is not there would be an error. */
    async hasHome(path) {
      const steps = path.split("/").slice(0, -1);
      if (!steps.length) return false; // the folder above is not served
      try {
        const above = await this.app.serviceManager.contents.get(steps.slice(0, -1).join("/"), { type: "directory", content: true });
        return above.content.some((each) => each.name === START);
      } catch (error) {
        console.warn("forecourt:", error);
        return false;
      }
    }

    async addHome(panel, context) {
      if (context.path.split("/").pop() === START) return;
      const there = await this.hasHome(context.path);
      if (panel.isDisposed) return;
      panel.toggleClass("fc-no-home", !there); // hides the header's way back too
      if (!there) return;
      const { Widget } = this.parts.widgets;
      const words = this.words(panel);
      const node = document.createElement("div");
      node.className = "fc-home";
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "⌂ " + words.home;
      button.title = words.homeHint;
      button.addEventListener("click", () => this.open(`../${START}`, context.path));
      node.append(button);
      panel.toolbar.insertItem(0, "forecourt-home", new Widget({ node }));
    }

    // -- renaming (T27) ---------------------------------------------------------------------------------------------

    watchName(panel, context, settings) {
      const right = `${settings.assignment}.ipynb`;
      const name = (path) => path.split("/").pop();
      if (name(context.path) !== right) return; // a copy: `course open` and the page's header speak of it
      let before = context.path;
      context.pathChanged.connect((_, path) => {
        if (panel.isDisposed) return;
        if (name(path) === right) {
          before = path;
          this.line(panel, null);
          return;
        }
        this.line(panel, "renamed", "undo", async () => {
          await context.save();
          await this.app.serviceManager.contents.rename(context.path, before);
        });
      });
    }

    // -- leading from page to page ----------------------------------------------------------------------------------

    async open(target, from) {
      const [path, cell] = target.split("#");
      const opened = path ? resolve(path, from) : from;
      const factory = opened.endsWith(".html") ? "HTML Viewer" : undefined;
      await this.ahead(opened);
      const widget = await this.app.commands.execute("docmanager:open", { path: opened, factory });
      if (widget && cell) await this.show(widget, cell);
      return widget;
    }

    async show(panel, id) {
      if (!panel.content || !panel.content.widgets) return;
      await panel.context.ready;
      await panel.revealed;
      const find = () => panel.content.widgets.find((cell) => cell.model.id === id);
      if (!find()) return;
      // Forms above it grow while they are drawn: look again until the place stays
      const scroll = () => find() && find().node.scrollIntoView({ block: "start" });
      let stopped = false;
      for (const event of ["wheel", "pointerdown", "keydown"]) {
        panel.node.addEventListener(event, () => (stopped = true), { once: true, capture: true });
      }
      for (const wait of [0, 150, 400, 800, 1500, 2500]) setTimeout(() => !stopped && !panel.isDisposed && scroll(), wait);
    }

    clicked(event) {
      if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const link = event.target instanceof Element ? event.target.closest("[data-forecourt-open]") : null;
      if (!link) return;
      const panel = [...this.panels].find((each) => each.node.contains(link));
      if (!panel) return; // only the course's own pages may open others
      event.preventDefault();
      event.stopPropagation();
      this.open(link.getAttribute("data-forecourt-open"), panel.context.path).catch((error) => console.warn("forecourt:", error));
    }

    /** Save every open page of the course, so that laying out again finds all of it. */
    async saveAll(event) {
      event.preventDefault();
      const unsaved = [...this.panels].filter((panel) => panel.context.model.dirty);
      await Promise.allSettled(unsaved.map((panel) => panel.context.save()));
      event.detail.done();
    }

    /** A page asks for a new start of the whole window, after the language was changed. */
    reload(event) {
      event.preventDefault();
      for (const panel of this.panels) panel.context.model.dirty = false; // the files were laid out anew: nothing here is newer
      window.location.reload();
    }
  }

  const plugin = {
    id: "forecourt:plugin",
    description: "Opens Forecourt notebooks as pages.",
    autoStart: true,
    activate: (app) => {
      const style = document.createElement("style");
      style.textContent = STYLE;
      document.head.append(style);
      const parts = Promise.all([shared("@jupyterlab/cells"), shared("@jupyterlab/services"), shared("@lumino/widgets")]);
      const learner = parts.then(([cells, services, widgets]) => new Learner(app, { cells, services, widgets }));
      learner.then((each) => {
        each.ahead(decodeURIComponent((window.location.pathname.match(/\/tree\/(.+)$/) || ["", ""])[1]));
        if (app.shell.currentChanged) app.shell.currentChanged.connect(() => each.front());
        app.serviceManager.connectionFailure.connect(() => each.lost());
        document.addEventListener("click", (event) => each.clicked(event), true);
        document.addEventListener("forecourt:save", (event) => each.saveAll(event));
        document.addEventListener("forecourt:reload", (event) => each.reload(event));
      });
      let lumino = null; // until it is there, editors are made as JupyterLab makes them
      shared("@lumino/signaling").then((signaling) => (lumino = signaling));
      const light = new WeakSet();
      app.docRegistry.addWidgetExtension("Notebook", {
        createNew: (panel, context) => {
          const factory = panel.content.contentFactory;
          if (lumino && !light.has(factory)) {
            light.add(factory);
            const make = later(factory.editorFactory, lumino);
            Object.defineProperty(factory, "editorFactory", { configurable: true, get: () => make });
          }
          learner.then((each) => each.adopt(panel, context)).catch((error) => console.warn("forecourt:", error));
        },
      });
    },
  };

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB[NAME] = {
    init: (scope) => {
      scopes = scope;
    },
    get: () => Promise.resolve(() => ({ __esModule: true, default: plugin })),
  };
})();

// Makes Elsa Studio speak Chinese: hands it the dictionary, and says in Chinese what it writes past its localiser.
(() => {
  'use strict';
  const settings = document.getElementById('studio-words').dataset;

  // Texts: Studio's own go through the assembly that asks for them here; Monaco has its own file
  window.require?.config?.({ 'vs/nls': { availableLanguages: { '*': 'zh-cn' } } });
  const words = fetch(settings.dictionary).then((answer) => answer.json());
  const missed = new Set();
  const own = /^Elsa\.Studio\.Localization\.BlazorWasm\./;
  window.studioWords = {
    all: () => words,
    missed: (key) => { missed.add(key); },
    missing: () => [...missed],
    load: (type, file) => type === 'assembly' && own.test(file) ? fetch(settings.assembly) : null,
  };
  localStorage.setItem('BlazorCulture', 'zh-CN');

  // What the package writes past its localiser: sentences anywhere but in what people wrote, words only in places that hold no data
  const sentences = {
    'Navigate to activity that caused the incident': '定位到发生异常的步骤', 'Navigate': '定位',
    'Add outcomes': '添加结果', 'Merge Mode': '汇合方式', 'Apply to all matches': '应用到全部符合条件的实例',
    'Are you sure you want to cancel the selected workflow instances?': '确定要终止所选流程实例吗？',
    'Workflow instances are being cancelled.': '已处理终止请求，结果见列表。', 'Expand All': '全部展开', 'Collapse All': '全部收起',
    'Refresh (Ctrl + R)': '刷新（Ctrl + R）', "Poll every 10's": '每 10 秒刷新一次', 'Variable ID': '变量编号', 'Default Value': '默认值', 'Node ID': '节点编号',
    'This activity cannot be rendered because no designer is registered for its type.': '这类步骤没有图形设计。',
    'Duplicate keys are not allowed.': '键不能重复。', 'No content to display.': '没有内容。', 'Loading...': '正在读取……',
    'Invalid schema': '文件格式不符', 'Continue with incidents': '其他分支继续',
    'Controls how this activity merges inbound connections. Converge will wait for all inbound connections to complete, while Race will allow the first inbound path to continue while cancelling any bookmarks from other inbound paths, and Stream will let all inbound connections pass through as they arrive.':
      '多条连线进入此步骤时怎样汇合。等待全部：各条都到达后继续；先到先走：第一条到达即继续，并撤销其他条上的等待；逐条通过：每条到达时各走一次。',
  };
  const states = {
    Running: '运行中', Finished: '已结束', Pending: '待执行', Executing: '执行中', Suspended: '等待中', Cancelled: '已终止', Canceled: '已终止',
    Faulted: '异常停止', Interrupted: '已中断', Completed: '已完成', Started: '已开始', Resumed: '已继续', Blocked: '等待中', Default: '默认', Fault: '停止流程',
  };
  const labels = { ID: '编号', Id: '编号', Type: '类型', Message: '说明', StackTrace: '技术细节', InnerException: '内层异常', Status: '状态', Name: '名称', Key: '键', Value: '值', Label: '标签', Column: '列', Operator: '比较', Yes: '是', No: '否' };
  const ports = {
    Done: '完成', Default: '其他', True: '是', False: '否', 'Unmatched status code': '其他状态码', 'Failed to connect': '连接失败', Timeout: '超时',
  };
  const merges = { None: '默认', Converge: '等待全部', Race: '先到先走', Stream: '逐条通过' };
  const places = [
    ['.mud-select-input', merges, (node) => /Merge Mode|汇合方式/.test(node.parentElement.closest('.mud-select')?.textContent)],
    ['.mud-list-item p', merges, (node) => /Converge|等待全部/.test(node.parentElement.closest('.mud-list').textContent)],
    ['.mud-breadcrumbs *', { Root: '整个流程' }],
    ['.mud-alert-message', { '.': '。' }],
    ['.mud-timeline-item-content p', states],
    ['.mud-simple-table tr.hover-row > td:first-child', labels],
    ['.mud-simple-table tr.hover-row > td:first-child + td span', states, (node) => ['状态', '子状态', '异常处理方式'].includes(node.parentElement.closest('tr').cells[0].textContent.trim())],
    ['.mud-input-label, .mud-dialog-actions .mud-button-label', labels],
    ['.mud-table-head .mud-table-cell, .mud-table-head .mud-table-cell *', { 已结束: '结束时间' }],
    ['.mud-menu-item .mud-menu-item-text, .mud-menu-item p', { 取消: '终止', Default: '直接填写' }],
  ];
  const written = '.monaco-editor, .x6-graph, .react-flow, input, textarea, code, pre, script, style';
  const translate = (node) => {
    const text = node.data.trim().replaceAll('\u00a0', ' ');
    if (!text || !node.parentElement) { return; }
    if (node.parentElement.closest('.x6-port-label')) {
      if (Object.hasOwn(ports, text)) { node.data = ports[text]; }
      return;
    }
    if (node.parentElement.closest(written)) { return; }
    const found = (Object.hasOwn(sentences, text) && sentences[text])
      || (node.parentElement.closest('.mud-snackbar') && /\d 个workflow/.test(text) && text.replace(/(\d 个)workflows?/, '$1流程'))
      || (/^Version \d+$/.test(text) && node.parentElement.closest('.mud-toolbar') && text.replace(/^Version (\d+)$/, '第 $1 版'))
      || places.reduce((word, [where, list, when]) => word || (Object.hasOwn(list, text) && node.parentElement.matches(where) && (!when || when(node)) && list[text]), null);
    if (found) { node.data = node.data.replace(text, found); }
  };
  const translateAll = (root) => {
    if (root.nodeType === Node.TEXT_NODE) { translate(root); return; }
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) { translate(texts.currentNode); }
    root.querySelectorAll?.('[placeholder], [title], [aria-label]').forEach((element) => {
      for (const name of ['placeholder', 'title', 'aria-label']) {
        if (Object.hasOwn(sentences, element.getAttribute(name) ?? '')) { element.setAttribute(name, sentences[element.getAttribute(name)]); }
      }
    });
  };
  // Names that dialogs propose
  const propose = (dialog) => {
    const now = new Date().toLocaleString('zh-CN', { month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit' });
    dialog.querySelectorAll('input').forEach((input) => {
      const proposal = /^Workflow \d+$/.test(input.value) ? '新流程（' + now + '）'
        : input.value.replace(/ - (Duplicate|Save As) of \S+$/, '（副本，' + now + '）');
      if (proposal === input.value) { return; }
      input.value = proposal;
      input.dispatchEvent(new Event('input', { bubbles: true }));
      input.dispatchEvent(new Event('change', { bubbles: true }));
    });
  };
  new MutationObserver((changes) => changes.forEach((change) => {
    if (change.type === 'characterData') { translate(change.target); } else {
      change.addedNodes.forEach((node) => {
        translateAll(node);
        const dialog = node.parentElement?.closest('.mud-dialog') ?? node.querySelector?.('.mud-dialog');
        if (dialog) { propose(dialog); }
      });
    }
  })).observe(document.documentElement, { childList: true, subtree: true, characterData: true });
})();

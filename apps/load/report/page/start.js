if (data.kind === 'comparison') showComparison(data);
else showRun(data);
at('verdict').hidden = false;
at('plain').open = false;
at('whole').addEventListener('click', wholeRange);

const themes = ['auto', 'light', 'dark'];
at('theme').hidden = false;
at('theme').addEventListener('click', () => {
  const next = themes[(themes.indexOf(document.documentElement.dataset.theme || 'auto') + 1) % themes.length];
  if (next === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  at('theme').textContent = 'Theme: ' + next;
});

function drawEverything() {
  drawAll();
  for (const redraw of others) redraw();
}
time.last = time.second.length - 1;
drawEverything();
let width = content.clientWidth;
new ResizeObserver(() => {
  if (content.clientWidth === width) return;
  width = content.clientWidth;
  drawEverything();
}).observe(content);

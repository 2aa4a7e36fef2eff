/* What the page was told, read once. */

const begun = window.performance.now();
const data = JSON.parse(document.getElementById('data').textContent);
for (const table of [data, ...(data.plan ? [data.plan, data.plan.after] : [])]) spread(table);

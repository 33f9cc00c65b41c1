// The one script of every page: it fetches an island's code when its element stands on the page, and binds [data-print].
// Everything works without it; an island improves one element.
import islands from 'st:islands';

for (const [name, load] of Object.entries(islands)) {
  if (document.querySelector(name)) void load();
}

document.addEventListener('click', (event) => {
  if (event.target instanceof Element && event.target.closest('[data-print]')) print();
});

import '@testing-library/jest-dom';

// jsdom has no media queries; components see the width that a test sets here.
Object.defineProperty(window, 'matchMedia', {
  value: (query: string) => {
    const minWidthPx = Number(
      /min-width: (\d+)px/.exec(query)?.[1] ?? Infinity,
    );
    return {
      matches: window.innerWidth >= minWidthPx,
      media: query,
      addEventListener: () => {},
      removeEventListener: () => {},
      addListener: () => {},
      removeListener: () => {},
    };
  },
});

// Nobody sees these pages. Asking each rule of each library's style sheets about each
// element, for every search by role, took a fifth of the time of these tests. So here a
// thing is hidden by an attribute or by its own style, not by a class.
window.getComputedStyle = element => (element as HTMLElement).style;

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

/** How much of everything is done. */
export function createPlan({ isQuick }) {
  return isQuick
    ? {
        pages: 50,
        asks: 300,
        coldRounds: 4,
        loadSeconds: 5,
        warmUpSeconds: 2,
        changes: 30,
        steadySeconds: 15,
        baseSeconds: 10,
        settleSeconds: 5,
      }
    : {
        pages: 200,
        asks: 2_000,
        coldRounds: 8,
        loadSeconds: 10,
        warmUpSeconds: 5,
        changes: 150,
        steadySeconds: 60,
        baseSeconds: 20,
        settleSeconds: 10,
      };
}

/** Runs checks one after the other, says what fails, and counts. */
export class Checks {
  totals = { passed: 0, failed: 0, skipped: 0 };

  /** Runs one; what it throws is its failure, and the next one runs. */
  async run(name, check) {
    try {
      const value = await check();
      this.totals.passed += 1;
      console.log(`  ✔ ${name}`);
      return value;
    } catch (error) {
      this.totals.failed += 1;
      console.error(`  ✖ ${name}\n${error.message.replace(/^/gm, '      ')}`);
      return undefined;
    }
  }

  skip(name, reason) {
    this.totals.skipped += 1;
    console.log(`  - ${name}: skipped: ${reason}`);
  }
}

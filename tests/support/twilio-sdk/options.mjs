/** Options as --name value pairs; exits with 2 and the usage when one is unknown or missing. */
export function options(defaults, usage) {
    const result = { ...defaults };
    const args = process.argv.slice(2);
    for (let i = 0; i < args.length; i += 2) {
        const name = args[i].replace(/^--/, '');
        if (!args[i].startsWith('--') || !(name in defaults) || args[i + 1] === undefined) {
            fail(`${args[i]}: unknown, or without its value\n${usage}`);
        }
        result[name] = args[i + 1];
    }
    return result;
}

export function fail(message) {
    process.stderr.write(message + '\n');
    process.exit(2);
}

import { createConfig, lintFromString } from '@redocly/openapi-core';
import spectralCore from '@stoplight/spectral-core';
import spectralRulesets from '@stoplight/spectral-rulesets';

/**
 * What the recommended rules of redocly and spectral say of an OpenAPI document, warnings among it:
 * the rule, the place, and what is wrong there. Empty when both are content.
 */
export async function lintApi(api: object): Promise<string[]> {
  const [ofRedocly, ofSpectral] = await Promise.all([byRedocly(api), bySpectral(api)]);
  return [...ofRedocly, ...ofSpectral];
}

async function byRedocly(api: object): Promise<string[]> {
  const problems = await lintFromString({
    source: JSON.stringify(api),
    config: await createConfig({ extends: ['recommended'] }),
    absoluteRef: 'openapi.json',
  });
  return problems.map(
    ({ ruleId, location, message }) =>
      `redocly ${ruleId} ${location[0]?.pointer ?? ''}: ${message}`,
  );
}

async function bySpectral(api: object): Promise<string[]> {
  const spectral = new spectralCore.Spectral();
  const rules = { extends: [[spectralRulesets.oas, 'recommended']] };
  spectral.setRuleset(new spectralCore.Ruleset(rules));
  const problems = await spectral.run(JSON.stringify(api));
  return problems.map(
    ({ code, path, message }) => `spectral ${code} ${path.join('/')}: ${message}`,
  );
}

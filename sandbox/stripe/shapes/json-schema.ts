/** The part of JSON Schema that the schemas of this folder use. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null';
  readonly enum?: readonly (string | number | boolean)[];
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  /** `false`, or what any further property must be. */
  readonly additionalProperties?: boolean | JsonSchema;
  readonly not?: JsonSchema;
  /** Ours: Stripe has this parameter, and the double does not honour it. */
  readonly outside?: true;
}

/** `requests.json`. */
export interface Requests {
  /** Parameters by route, as `METHOD path`. */
  readonly routes: Readonly<Record<string, JsonSchema>>;
  /** Dotted paths of fields that hold an id and can be expanded, by `object`. */
  readonly expandable: Readonly<Record<string, readonly string[]>>;
}

/** `answers.json`. */
export interface Answers {
  readonly definitions: Readonly<Record<string, JsonSchema>>;
  /** Name of the definition by `object`. */
  readonly objects: Readonly<Record<string, string>>;
  /** Name of the definition of what is left of a deleted object, by `object`. */
  readonly deleted: Readonly<Record<string, string>>;
  /** `object` of what an event carries, by the event's type. */
  readonly events: Readonly<Record<string, string>>;
}

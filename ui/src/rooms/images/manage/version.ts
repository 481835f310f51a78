/** A version, or a wildcard that lets AWS number it (`WildcardVersionNumber` of CreateImageRecipe). */
export function versionFault(version: string): string | undefined {
  return /^\d{1,10}\.(?:\d{1,10}|x)\.(?:\d{1,10}|x)$/.test(version) && !/x\.\d/.test(version)
    ? undefined
    : "Three numbers, such as 1.0.0, or 1.0.x.";
}

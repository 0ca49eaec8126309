import js from '@eslint/js';
import importPlugin from 'eslint-plugin-import';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import { readdirSync } from 'node:fs';
import tseslint from 'typescript-eslint';

const features = readdirSync(new URL('./src/features', import.meta.url));

// app -> features -> components | lib -> api; a feature never imports another feature.
const zones = [
  ...features.map((feature) => ({
    target: `./src/features/${feature}`,
    from: './src/features',
    except: [`./${feature}`],
    message: 'A feature never imports another feature.',
  })),
  { target: './src/features', from: './src/app', message: 'Features do not know the app.' },
  { target: './src/components', from: ['./src/app', './src/features'] },
  { target: './src/lib', from: ['./src/app', './src/features', './src/components'] },
  { target: './src/api', from: ['./src/app', './src/features', './src/components', './src/lib'] },
  { target: './src/testing', from: ['./src/app', './src/features'] },
  {
    target: './src/!(testing)/**/!(*.test).{ts,tsx}',
    from: './src/testing',
    message: 'Only tests import from src/testing.',
  },
];

export default defineConfig(
  globalIgnores(['dist', 'src/api']),
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'max-lines': ['error', 400],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { import: importPlugin },
    extends: [jsxA11y.flatConfigs.strict, reactHooks.configs.flat.recommended],
    settings: { 'import/resolver': { typescript: true } },
    rules: {
      'import/no-cycle': 'error',
      'import/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
    },
  },
  { files: ['*.js'], languageOptions: { globals: globals.node } },
);

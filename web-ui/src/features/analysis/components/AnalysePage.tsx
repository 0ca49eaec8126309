import { Link } from '@tanstack/react-router';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../../../components/Button';
import { SelectField, TextAreaField } from '../../../components/Field';
import { Card, Page } from '../../../components/Page';
import { ProblemNotice } from '../../../components/ProblemNotice';
import { formatBytes, utf8Length } from '../../../lib/bytes';
import { fieldError } from '../../../lib/problem';
import { type AnalyseRequest, MAX_TEXT_BYTES, useAnalyse } from '../api/analyses';
import { AnalysisResult } from './AnalysisResult';

type Language = NonNullable<AnalyseRequest['language']>;
type IntentSet = NonNullable<AnalyseRequest['intent_set']>;

export function AnalysePage() {
  const [text, setText] = useState('');
  const [language, setLanguage] = useState<Language | 'auto'>('auto');
  const [intentSet, setIntentSet] = useState<IntentSet>('clinc150');
  const [missing, setMissing] = useState(false);
  const analyse = useAnalyse();
  const resultHeading = useRef<HTMLHeadingElement>(null);

  const bytes = utf8Length(text);
  const tooLong = bytes > MAX_TEXT_BYTES;

  useEffect(() => {
    resultHeading.current?.focus();
  }, [analyse.data]);

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setMissing(text.trim() === '');
    if (text.trim() === '' || tooLong) {
      return;
    }
    analyse.mutate({
      body: { text, intent_set: intentSet, ...(language === 'auto' ? {} : { language }) },
      key: crypto.randomUUID(),
    });
  };

  return (
    <Page
      title="Analyse"
      intro="Find out what a text asks for and how it sounds. Each answer is a decision on record that you can prove later."
    >
      <Card>
        <form className="stack" onSubmit={submit} noValidate>
          <TextAreaField
            label="Text"
            value={text}
            rows={7}
            maxLength={MAX_TEXT_BYTES * 2}
            onChange={(event) => {
              setText(event.target.value);
              setMissing(false);
            }}
            placeholder="I still have not received my new card, can you help?"
            error={textError(missing, tooLong) ?? fieldError(analyse.error, 'text')}
            hint={
              <span>
                {formatBytes(bytes)} of {formatBytes(MAX_TEXT_BYTES)}
              </span>
            }
          />
          <div className="split">
            <SelectField
              label="Language"
              value={language}
              onChange={(event) => setLanguage(event.target.value as Language | 'auto')}
              error={fieldError(analyse.error, 'language')}
            >
              <option value="auto">Detect</option>
              <option value="en">English</option>
              <option value="zh">Chinese</option>
            </SelectField>
            <SelectField
              label="Intent set"
              value={intentSet}
              onChange={(event) => setIntentSet(event.target.value as IntentSet)}
              error={fieldError(analyse.error, 'intent_set')}
            >
              <option value="clinc150">clinc150: everyday requests, 150 intents</option>
              <option value="banking77">banking77: bank customers, 77 intents</option>
            </SelectField>
          </div>
          <ProblemNotice error={analyse.error} shownFields={['text', 'language', 'intent_set']} />
          <div className="row">
            <Button type="submit" variant="primary" pending={analyse.isPending}>
              {analyse.isPending ? 'Analysing…' : 'Analyse'}
            </Button>
            <Link to="/analyses" className="small">
              Earlier analyses
            </Link>
          </div>
        </form>
      </Card>
      {analyse.data !== undefined && (
        <section className="stack" aria-labelledby="analysis-result">
          <h2 id="analysis-result" ref={resultHeading} tabIndex={-1}>
            Result
          </h2>
          <AnalysisResult analysis={analyse.data} />
        </section>
      )}
    </Page>
  );
}

function textError(missing: boolean, tooLong: boolean): string | undefined {
  if (missing) {
    return 'Enter a text to analyse.';
  }
  return tooLong
    ? `The text is longer than ${formatBytes(MAX_TEXT_BYTES)}; shorten it.`
    : undefined;
}

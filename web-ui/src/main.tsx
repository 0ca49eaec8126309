import './app/styles/tokens.css';
import './app/styles/base.css';
import './app/styles/shell.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { StartErrorPage } from './app/ErrorPages';
import { createAppRouter } from './app/routes';
import { loadConfig } from './lib/config';
import { createUserManager, OidcSession } from './lib/oidcSession';

async function start(element: HTMLElement): Promise<void> {
  const root = createRoot(element);
  try {
    const session = new OidcSession(createUserManager(await loadConfig()));
    await session.restore();
    // The router reads the address, so it comes after a sign-in has put it right.
    const router = createAppRouter();
    root.render(
      <StrictMode>
        <App session={session} router={router} />
      </StrictMode>,
    );
  } catch (error) {
    root.render(<StartErrorPage error={error} />);
  }
}

const element = document.getElementById('root');
if (element === null) {
  throw new Error('index.html has no element with the id root');
}
void start(element);
